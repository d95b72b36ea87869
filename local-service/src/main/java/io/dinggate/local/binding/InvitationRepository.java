package io.dinggate.local.binding;

import io.dinggate.platform.keys.SecretHash;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

@ApplicationScoped
class InvitationRepository implements PanacheRepositoryBase<InvitationEntity, UUID> {

  /** The invitation that can be used by that secret now. */
  Optional<InvitationEntity> open(String secret, Instant now) {
    return find("secretHash", SecretHash.of(secret))
        .firstResultOptional()
        .filter(invitation -> invitation.isOpen(now));
  }

  /** Uses it up; false when somebody else was faster or its time is over. */
  boolean use(UUID id, Instant now, String by) {
    return update(
            "usedAt = ?1, usedBy = ?2 where id = ?3 and usedAt is null and expiresAt > ?1",
            now,
            by,
            id)
        == 1;
  }

  /** Deletes what expired before {@code then}, used or not. */
  long deleteExpiredBefore(Instant then) {
    return delete("expiresAt < ?1", then);
  }
}
