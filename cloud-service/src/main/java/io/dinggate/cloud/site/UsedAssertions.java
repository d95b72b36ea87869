package io.dinggate.cloud.site;

import io.dinggate.cloud.platform.Writes;
import io.dinggate.platform.keys.IndexKey;
import io.dinggate.platform.oauth.JtiStore;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;

/** Remembers client assertions in the database, so that a restart does not make one good again. */
@ApplicationScoped
class UsedAssertions implements JtiStore {

  private final Writes writes;
  private final IndexKey index;
  private final Clock clock;

  UsedAssertions(Writes writes, IndexKey index, Clock clock) {
    this.writes = writes;
    this.index = index;
    this.clock = clock;
  }

  @Override
  public boolean firstUse(String clientId, String jti, Instant until) {
    var key = index.of("used_assertion.id", clientId + "\n" + jti);
    return writes.sql(
        connection -> {
          try (var insert =
              connection.prepareStatement(
                  "insert into used_assertion (id, keep_until) values (?, ?)"
                      + " on conflict (id) do nothing")) {
            insert.setString(1, key);
            insert.setLong(2, until.toEpochMilli());
            return insert.executeUpdate() == 1;
          }
        });
  }

  /** Forgets those that have expired anyway. */
  @Scheduled(
      identity = "forget-used-assertions",
      every = "1m",
      concurrentExecution = ConcurrentExecution.SKIP)
  void forget() {
    var now = clock.millis();
    writes.sql(
        connection -> {
          try (var delete =
              connection.prepareStatement("delete from used_assertion where keep_until < ?")) {
            delete.setLong(1, now);
            return delete.executeUpdate();
          }
        });
  }
}
