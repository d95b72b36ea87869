package io.dinggate.local.binding;

import io.dinggate.local.binding.BindingAudit.Action;
import io.dinggate.local.platform.Caller;
import io.dinggate.local.user.UserRetired;
import io.dinggate.local.user.Users;
import io.dinggate.model.StaffId;
import io.dinggate.model.TenantId;
import io.dinggate.model.UserRef;
import io.dinggate.model.problem.ApiException;
import io.dinggate.model.problem.ErrorCode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which staff is which user. Only what was bound explicitly counts: nobody is ever matched by name,
 * mobile or e-mail. Within a tenant a user is one staff at most.
 */
@ApplicationScoped
public class Bindings {

  private final BindingRepository repository;
  private final BindingAudit audit;
  private final Users users;
  private final Clock clock;

  Bindings(BindingRepository repository, BindingAudit audit, Users users, Clock clock) {
    this.repository = repository;
    this.audit = audit;
    this.users = users;
    this.clock = clock;
  }

  /** The user that the staff is; empty when it is bound to nobody. */
  public Optional<UserRef> resolve(TenantId tenant, StaffId staff) {
    return find(new StaffRef(tenant, staff)).map(Binding::user);
  }

  /** The users that those staff are; who is bound to nobody is left out. */
  @Transactional
  public Map<StaffRef, UserRef> resolve(Collection<StaffRef> staff) {
    return staff.isEmpty()
        ? Map.of()
        : repository.ofAll(staff).stream()
            .collect(Collectors.toUnmodifiableMap(BindingEntity::staff, BindingEntity::user));
  }

  @Transactional
  Optional<Binding> find(StaffRef staff) {
    return repository.findByIdOptional(StaffKey.of(staff)).map(this::binding);
  }

  /**
   * Ties the staff to the user. Doing it again changes nothing.
   *
   * @param invitation by which a person does it; null when a scope allows it
   * @throws ApiException {@code binding-conflict} when the staff is another user, or the user
   *     another staff of the tenant
   */
  @Transactional
  Binding bind(Caller actor, StaffRef staff, UserRef user, @Nullable UUID invitation) {
    var added =
        repository.add(staff, user, clock.instant().truncatedTo(ChronoUnit.MILLIS), actor.key());
    if (added) {
      audit.note(actor, Action.BIND, staff, user, invitation);
    }
    return repository
        .findByIdOptional(StaffKey.of(staff))
        .filter(binding -> binding.user().equals(user))
        .map(this::binding)
        .orElseThrow(() -> new ApiException(ErrorCode.BINDING_CONFLICT));
  }

  /** A staff is never tied to whoever has a user id next; part of the transaction that says so. */
  @Transactional
  void release(@Observes UserRetired retired) {
    var user = retired.user().ref();
    for (var binding : repository.lockAllOf(user)) {
      repository.delete(binding);
      audit.noteUserRetired(binding.staff(), user);
    }
  }

  /** Unties the staff, if it is tied. */
  @Transactional
  void unbind(Caller actor, StaffRef staff) {
    repository
        .findByIdOptional(StaffKey.of(staff), LockModeType.PESSIMISTIC_WRITE)
        .ifPresent(
            binding -> {
              repository.delete(binding);
              audit.note(actor, Action.UNBIND, staff, binding.user(), null);
            });
  }

  private Binding binding(BindingEntity binding) {
    return binding.toBinding(!users.gone(Set.of(binding.user())).isEmpty());
  }
}
