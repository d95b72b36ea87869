package io.dinggate.cloud.message;

import io.dinggate.cloud.platform.SqlUnit;
import io.dinggate.cloud.platform.Writes;
import java.util.Optional;
import java.util.function.Supplier;

/** The database's writer, which fails as long as the test says so. */
record BreakableWrites(Writes writes, Supplier<Optional<RuntimeException>> failure)
    implements Writes {

  private void failIfBroken() {
    failure
        .get()
        .ifPresent(
            e -> {
              throw e;
            });
  }

  @Override
  public <T> T sql(SqlUnit<T> unit) {
    failIfBroken();
    return writes.sql(unit);
  }

  @Override
  public <T> T followUp(SqlUnit<T> unit) {
    failIfBroken();
    return writes.followUp(unit);
  }
}
