package io.dinggate.cloud.platform;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** {@link Writes} on SQLite: everything on one thread. */
@Singleton
final class SqliteWrites implements Writes {

  private static final int FIRST = 1;
  private static final int LAST = Integer.MAX_VALUE;

  private final WriterThread writer;

  SqliteWrites(DataSource dataSource, CloudConfig config, MeterRegistry meters) {
    this.writer =
        new WriterThread(
            config.writes().queue(), config.writes().batch(), new GroupCommit(dataSource, meters));
    meters.gauge("dinggate.writes.waiting", writer, WriterThread::waiting);
  }

  void start(@Observes @Priority(FIRST) StartupEvent event) {
    writer.start();
  }

  void drain(@Observes @Priority(LAST) ShutdownEvent event) throws InterruptedException {
    writer.close();
  }

  @Override
  public <T extends @Nullable Object> T sql(SqlUnit<T> unit) {
    return writer.run(new WriteUnit.Sql<>(unit));
  }

  @Override
  public <T extends @Nullable Object> T followUp(SqlUnit<T> unit) {
    return writer.runFollowUp(new WriteUnit.Sql<>(unit));
  }
}
