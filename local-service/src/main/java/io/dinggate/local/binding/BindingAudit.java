package io.dinggate.local.binding;

import io.dinggate.local.platform.Caller;
import io.dinggate.model.UserRef;
import io.dinggate.platform.Ids;
import io.quarkus.logging.Log;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.time.Clock;
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
   * Notes it for ever.
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
