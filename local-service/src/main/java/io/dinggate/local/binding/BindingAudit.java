package io.dinggate.local.binding;

import io.dinggate.local.platform.Caller;
import io.dinggate.model.UserRef;
import io.dinggate.platform.Ids;
import io.quarkus.logging.Log;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Writes down who tied or untied whom, in the transaction that does it. */
@ApplicationScoped
class BindingAudit {

  private final EntityManager entities;
  private final Clock clock;

  BindingAudit(EntityManager entities, Clock clock) {
    this.entities = entities;
    this.clock = clock;
  }

  /** What was done. */
  enum Action {
    BIND,
    UNBIND,
    INVITE
  }

  /**
   * Notes it.
   *
   * @param user whom the staff was bound to; null for an invitation, which names nobody
   * @param invitation by which it was allowed; null when by a scope
   */
  void note(
      Caller actor,
      Action action,
      StaffRef staff,
      @Nullable UserRef user,
      @Nullable UUID invitation) {
    note(actor.key(), action, staff, user, invitation);
  }

  /** Notes that the user is somebody else now, so that the binding had to end. */
  void noteUserRetired(StaffRef staff, UserRef user) {
    note("system:user-retired", Action.UNBIND, staff, user, null);
  }

  /** Deletes at most {@code most} lines from before {@code time}; answers how many it were. */
  @Transactional
  int forget(Instant time, int most) {
    return entities
        .createNativeQuery(
            """
            with old as materialized (
              select id from binding_audit where at < :time limit :most for update skip locked)
            delete from binding_audit using old where binding_audit.id = old.id""")
        .setParameter("time", time)
        .setParameter("most", most)
        .executeUpdate();
  }

  private void note(
      String actor,
      Action action,
      StaffRef staff,
      @Nullable UserRef user,
      @Nullable UUID invitation) {
    var row = new BindingAuditEntity();
    row.id = Ids.uuidV7();
    row.at = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    row.actor = actor;
    row.action = action.name();
    row.tenantId = staff.tenantId().value();
    row.staffId = staff.staffId().value();
    row.corpId = user == null ? null : user.corp().value();
    row.userId = user == null ? null : user.userId().value();
    row.invitation = invitation;
    entities.persist(row);
    Log.infof("binding %s of staff %s by %s", action, staff, actor);
  }
}
