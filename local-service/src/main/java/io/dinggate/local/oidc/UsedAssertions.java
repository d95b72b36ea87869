package io.dinggate.local.oidc;

import io.dinggate.platform.oauth.JtiStore;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;

/** Remembers client assertions in the database, for all replicas of the site. */
@ApplicationScoped
class UsedAssertions
    implements JtiStore, PanacheRepositoryBase<UsedAssertionEntity, UsedAssertionEntity.Key> {

  private final Clock clock;

  UsedAssertions(Clock clock) {
    this.clock = clock;
  }

  @Override
  @Transactional
  public boolean firstUse(String clientId, String jti, Instant until) {
    return getEntityManager()
            .createNativeQuery(
                """
                insert into used_assertions (client_id, jti, until) values (:client, :jti, :until)
                on conflict do nothing""")
            .setParameter("client", clientId)
            .setParameter("jti", jti)
            .setParameter("until", until)
            .executeUpdate()
        == 1;
  }

  @Transactional
  @Scheduled(every = "1h", delayed = "2m")
  void forget() {
    delete("until < ?1", clock.instant());
  }
}
