package io.dinggate.local.login;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

@ApplicationScoped
class SessionRepository implements PanacheRepositoryBase<SessionEntity, UUID> {

  Optional<SessionEntity> live(String tokenHash, Instant now, Instant usedAfter) {
    return find(
            "tokenHash = ?1 and revokedAt is null and expiresAt > ?2 and usedAt > ?3",
            tokenHash,
            now,
            usedAfter)
        .firstResultOptional();
  }

  /** Never moves the time back, whichever of two requests comes last. */
  void used(UUID id, Instant now) {
    update("usedAt = ?1 where id = ?2 and usedAt < ?1", now, id);
  }

  void revoke(String tokenHash, Instant now) {
    update("revokedAt = ?1 where tokenHash = ?2 and revokedAt is null", now, tokenHash);
  }

  int revokeAllOf(UUID userRow, Instant now) {
    return update("revokedAt = ?1 where userRow = ?2 and revokedAt is null", now, userRow);
  }

  /**
   * Forgets sessions that ended before {@code time}.
   *
   * @param usedBefore what was not used since then had ended by {@code time}
   */
  long deleteEndedBefore(Instant time, Instant usedBefore) {
    return delete("expiresAt < ?1 or revokedAt < ?1 or usedAt < ?2", time, usedBefore);
  }
}
