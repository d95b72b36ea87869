package io.dinggate.cloud.login;

import io.dinggate.cloud.platform.SqlUnit;
import io.dinggate.cloud.platform.Writes;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;

/** Forgets logins that have ended long enough ago, and the codes that came with them. */
@ApplicationScoped
class LoginCleanup {

  private static final int ROWS_PER_UNIT = 500;

  private final Writes writes;
  private final Clock clock;

  LoginCleanup(Writes writes, Clock clock) {
    this.writes = writes;
    this.clock = clock;
  }

  /** Small units, so that no other write waits long. */
  @Scheduled(
      identity = "forget-logins",
      every = "1m",
      concurrentExecution = ConcurrentExecution.SKIP)
  void forget() {
    var now = clock.instant();
    inUnits(connection -> LoginTable.deleteKeptUntil(connection, now, ROWS_PER_UNIT));
    inUnits(connection -> OfferedCodes.deleteKeptUntil(connection, now, ROWS_PER_UNIT));
  }

  private void inUnits(SqlUnit<Integer> deletion) {
    var deleted = ROWS_PER_UNIT;
    while (deleted == ROWS_PER_UNIT) {
      deleted = writes.sql(deletion);
    }
  }
}
