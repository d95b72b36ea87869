package io.dinggate.local.message;

import static org.awaitility.Awaitility.await;

import io.dinggate.local.testing.FakeCloud;
import io.dinggate.local.testing.TestDatabase;
import io.dinggate.model.MessageId;
import io.dinggate.model.UserRef;
import io.dinggate.model.feed.FeedEntry;
import io.dinggate.model.feed.MessageChanged;
import io.dinggate.model.message.DeliveryState;
import io.dinggate.model.message.RecipientStatus;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/** Brings to the service what the fake cloud has to tell, without waiting for the feed. */
@Singleton
class Told {

  private final FakeCloud cloud;
  private final MessageChanges changes;
  private final TestDatabase database;
  private final Clock clock;
  private final AtomicLong sequence = new AtomicLong();

  Told(FakeCloud cloud, MessageChanges changes, TestDatabase database, Clock clock) {
    this.cloud = cloud;
    this.changes = changes;
    this.database = database;
    this.clock = clock;
  }

  /** Waits until everything that was taken in has been said to the cloud. */
  void nothingLeft() {
    await().until(() -> database.number("select count(*) from message_outbox where not dead") == 0);
  }

  /** By which id the cloud knows the message. */
  MessageId cloudId(String id) {
    nothingLeft();
    return new MessageId(
        database.text("select id::text from message where message_id = '" + id + "'"));
  }

  /** Every recipient of the message stands there from now on. */
  void all(String id, DeliveryState state, String reason) {
    each(id, false, user -> new RecipientStatus(user, state, reason, null, "256271667526"));
  }

  /** What became of each recipient. */
  void each(String id, boolean closed, Function<UserRef, RecipientStatus> outcome) {
    entry(cloud.messages.moveOn(cloudId(id), closed, outcome));
  }

  /** One entry of the feed. */
  void entry(MessageChanged item) {
    QuarkusTransaction.requiringNew()
        .run(
            () ->
                changes.apply(
                    new FeedEntry(sequence.incrementAndGet(), clock.instant(), item), item));
  }
}
