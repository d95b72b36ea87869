package io.dinggate.local.binding;

import io.dinggate.model.UserRef;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.hibernate.Session;

@ApplicationScoped
class BindingRepository implements PanacheRepositoryBase<BindingEntity, StaffKey> {

  // what stands in the way may be the staff's binding or the user's: both are constraints
  private static final String ADD =
      """
      insert into binding (tenant_id, staff_id, corp_id, user_id, bound_at, bound_by)
      values (:tenant, :staff, :corp, :user, :at, :by)
      on conflict do nothing
      """;

  private static final String OF_ALL =
      """
      select b.* from binding b
      join unnest(cast(:tenants as text[]), cast(:staff as text[])) as wanted (tenant, staff)
        on b.tenant_id = wanted.tenant and b.staff_id = wanted.staff
      """;

  /** Whether the binding was added; false when the staff or the user is bound already. */
  boolean add(StaffRef staff, UserRef user, Instant at, String by) {
    return getEntityManager()
            .createNativeQuery(ADD)
            .setParameter("tenant", staff.tenantId().value())
            .setParameter("staff", staff.staffId().value())
            .setParameter("corp", user.corp().value())
            .setParameter("user", user.userId().value())
            .setParameter("at", at)
            .setParameter("by", by)
            .executeUpdate()
        == 1;
  }

  /** The bindings of those of {@code staff} that have one. */
  List<BindingEntity> ofAll(Collection<StaffRef> staff) {
    return getEntityManager()
        .unwrap(Session.class)
        .createNativeQuery(OF_ALL, BindingEntity.class)
        .setParameter("tenants", texts(staff.stream().map(ref -> ref.tenantId().value()).toList()))
        .setParameter("staff", texts(staff.stream().map(ref -> ref.staffId().value()).toList()))
        .getResultList();
  }

  /** The bindings of a user, in all tenants; nobody else changes them meanwhile. */
  List<BindingEntity> lockAllOf(UserRef user) {
    return find("corpId = ?1 and userId = ?2", user.corp().value(), user.userId().value())
        .withLock(LockModeType.PESSIMISTIC_WRITE)
        .list();
  }

  private static String[] texts(List<String> texts) {
    return texts.toArray(String[]::new);
  }
}
