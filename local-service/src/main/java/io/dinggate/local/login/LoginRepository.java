package io.dinggate.local.login;

import io.dinggate.model.LoginId;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

@ApplicationScoped
class LoginRepository implements PanacheRepositoryBase<LoginEntity, UUID> {

  Optional<LoginEntity> named(LoginId login) {
    return find("cloudLogin", login.value()).firstResultOptional();
  }

  /** Until the transaction ends, nobody else opens a login at the site: caps count, then insert. */
  void lockOpening() {
    getEntityManager()
        .createNativeQuery("select 1 from pg_advisory_xact_lock(hashtextextended('logins', 0))")
        .getSingleResult();
  }

  long open(Instant now) {
    return count("state = ?1 and expiresAt > ?2", LoginState.OPEN, now);
  }

  long openFrom(String addressHash, Instant now) {
    return count(
        "addressHash = ?1 and state = ?2 and expiresAt > ?3", addressHash, LoginState.OPEN, now);
  }

  void name(UUID id, LoginId login) {
    update("cloudLogin = ?1 where id = ?2", login.value(), id);
  }

  /** Compare and set: only one caller ever gets true, and only for an open login. */
  boolean finish(UUID id, String ticketHash, Instant now) {
    return update(
            "state = ?1, ticketHash = ?2, finishedAt = ?3 where id = ?4 and state = ?5",
            LoginState.DONE,
            ticketHash,
            now,
            id,
            LoginState.OPEN)
        == 1;
  }

  void kill(UUID id, Instant now) {
    update(
        "state = ?1, finishedAt = ?2 where id = ?3 and state = ?4",
        LoginState.DEAD,
        now,
        id,
        LoginState.OPEN);
  }

  void acknowledged(UUID id, Instant now) {
    update("acknowledgedAt = ?1 where id = ?2", now, id);
  }

  long deleteExpiredBefore(Instant time) {
    return delete("expiresAt < ?1", time);
  }
}
