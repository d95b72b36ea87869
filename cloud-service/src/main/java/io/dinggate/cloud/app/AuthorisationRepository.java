package io.dinggate.cloud.app;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;

/** The rows of {@code authorisation}; for units of {@code Writes.entities} only. */
@Singleton
class AuthorisationRepository
    implements PanacheRepositoryBase<AuthorisationEntity, AuthorisationKey> {

  /** Deletes the tokens that were fetched under the authorisation. */
  void dropTokens(AuthorisationKey key) {
    getEntityManager()
        .createNativeQuery("delete from access_token where app = :app and corp = :corp")
        .setParameter("app", key.app())
        .setParameter("corp", key.corp())
        .executeUpdate();
  }
}
