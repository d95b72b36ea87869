package io.dinggate.local.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dinggate.local.testing.PlainDatabase;
import java.lang.reflect.Proxy;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two replicas at one PostgreSQL. */
class FeedLeadershipTest {

  private static final String HOLDERS =
      "select count(*) from pg_locks l join pg_database d on d.oid = l.database"
          + " where l.locktype = 'advisory' and l.granted and d.datname = current_database()";

  private final PlainDatabase database = PlainDatabase.create();
  private final FeedLeadership one = new FeedLeadership(database);
  private final FeedLeadership other = new FeedLeadership(database);

  @AfterEach
  void end() {
    one.release();
    other.release();
  }

  @Test
  void oneLeadsAndGoesOnLeading() {
    assertThat(one.held()).isTrue();
    assertThat(other.held()).isFalse();
    assertThat(one.held()).isTrue();
    assertThat(other.held()).isFalse();
    assertThat(database.number(HOLDERS)).isEqualTo(1);
  }

  @Test
  void whoLeavesIsFollowed() {
    assertThat(one.held()).isTrue();

    one.release();

    assertThat(database.number(HOLDERS)).isZero();
    assertThat(other.held()).isTrue();
    assertThat(one.held()).isFalse();
  }

  @Test
  void whoLosesItsConnectionIsFollowed() {
    assertThat(one.held()).isTrue();
    kill();

    assertThat(other.held()).isTrue();
    assertThat(one.held()).isFalse();
  }

  @Test
  void whoLosesItsConnectionAndIsTheFirstToComeLeadsAgain() {
    assertThat(one.held()).isTrue();
    kill();

    assertThat(one.held()).isTrue();
    assertThat(other.held()).isFalse();
  }

  @Test
  void connectionThatIsGoneIsLeftInPeace() {
    assertThat(one.held()).isTrue();
    kill();

    one.release();

    assertThat(other.held()).isTrue();
  }

  @Test
  void whoDoesNotLeadKeepsNoConnection() {
    assertThat(one.held()).isTrue();
    for (var i = 0; i < 200; i++) { // more than the server has
      assertThat(other.held()).isFalse();
    }
  }

  @Test
  void databaseThatIsAwayIsTold() {
    var nowhere =
        (DataSource)
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {DataSource.class},
                (_, _, _) -> {
                  throw new SQLException("away", "08001");
                });

    assertThatThrownBy(() -> new FeedLeadership(nowhere).held())
        .isInstanceOf(IllegalStateException.class);
  }

  private void kill() {
    database.run(
        "select pg_terminate_backend(l.pid, 10000) from pg_locks l"
            + " join pg_database d on d.oid = l.database"
            + " where l.locktype = 'advisory' and d.datname = current_database()");
  }
}
