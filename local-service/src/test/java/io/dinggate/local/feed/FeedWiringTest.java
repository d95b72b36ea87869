package io.dinggate.local.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dinggate.local.platform.StopSignal;
import io.dinggate.local.platform.Transactions;
import io.dinggate.local.testing.FakeCloud;
import io.dinggate.local.testing.LocalServiceTest;
import io.dinggate.local.testing.TestDatabase;
import io.dinggate.model.feed.FeedCursor;
import io.dinggate.model.feed.FeedItem;
import jakarta.inject.Inject;
import java.time.Duration;
import org.eclipse.microprofile.health.Readiness;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The parts as the service puts them together: its transactions, its cloud, its health. */
@LocalServiceTest
class FeedWiringTest {

  @Inject FakeCloud cloud;
  @Inject FeedRounds rounds;
  @Inject CursorRow cursor;
  @Inject Transactions transactions;
  @Inject TestDatabase database;
  @Inject @Readiness FeedHealth health;

  @BeforeEach
  void begin() {
    cloud.reset();
    database.run("delete from feed_cursor");
    rounds.forget();
  }

  @Test
  void feedIsReadAndConfirmed() {
    cloud.feed.append(new FeedItem.Unrecognized());
    cloud.feed.append(new FeedItem.Unrecognized());

    rounds.round(Duration.ZERO, new StopSignal());
    rounds.round(Duration.ZERO, new StopSignal());

    assertThat(cursor.read()).contains(new FeedCursor("e1", 2));
    assertThat(cloud.feed.acknowledged()).isEqualTo(new FeedCursor("e1", 2));
    assertThat(health.call().getData()).isEmpty();
  }

  @Test
  void whatFailsInATransactionIsUndone() {
    cursor.move(null, new FeedCursor("e1", 1));

    assertThatThrownBy(
            () ->
                transactions.run(
                    () -> {
                      cursor.move(new FeedCursor("e1", 1), new FeedCursor("e1", 2));
                      throw new IllegalStateException("killed");
                    }))
        .hasMessage("killed");

    assertThat(cursor.read()).contains(new FeedCursor("e1", 1));
  }
}
