package io.dinggate.cloud.message;

import io.dinggate.cloud.platform.Reads;
import io.dinggate.cloud.platform.Turns;
import io.dinggate.cloud.platform.Writes;
import io.dinggate.cloud.site.CallingSite;
import io.dinggate.model.MessageId;
import io.dinggate.model.SiteId;
import io.dinggate.model.message.DeliveryState;
import io.dinggate.model.message.MessageStatus;
import io.dinggate.model.message.RecipientStatus;
import io.dinggate.model.message.SendMessage;
import io.dinggate.model.problem.ApiException;
import io.dinggate.model.problem.ErrorCode;
import io.dinggate.platform.Ids;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** Takes messages in, once per site and id, has them sent, and tells what became of them. */
@ApplicationScoped
class MessageIntake {

  private final Turns<Key> turns = new Turns<>();
  private final Writes writes;
  private final Reads reads;
  private final MessageBodies bodies;
  private final TaskRunner runner;
  private final TaskOutcomes outcomes;
  private final MessageConfig config;
  private final Clock clock;

  MessageIntake(
      Writes writes,
      Reads reads,
      MessageBodies bodies,
      TaskRunner runner,
      TaskOutcomes outcomes,
      MessageConfig config,
      Clock clock) {
    this.writes = writes;
    this.reads = reads;
    this.bodies = bodies;
    this.runner = runner;
    this.outcomes = outcomes;
    this.config = config;
    this.clock = clock;
  }

  private record Key(SiteId site, MessageId id) {}

  /**
   * Sends a message that is new, and answers what became of it. One that is known makes no call:
   * who asks while it is being sent waits for that, and then gets the same answer.
   *
   * @throws ApiException {@code OVERLOADED} only when the message was not stored: nobody will send
   *     it unless it is handed in again
   */
  MessageStatus send(CallingSite site, MessageId id, SendMessage message) {
    return inTurn(site, id, message, config.deadline())
        .or(() -> find(site.id(), id))
        .or(() -> inTurn(site, id, message, config.lease())) // somebody is still storing it
        .map(stored -> requireSame(stored, message))
        .map(this::status)
        .orElseThrow(() -> new IllegalStateException("a message is not stored within its lease"));
  }

  private Optional<StoredMessage> inTurn(
      CallingSite site, MessageId id, SendMessage message, Duration patience) {
    return turns.take(
        new Key(site.id(), id),
        patience,
        _ -> find(site.id(), id).orElseGet(() -> sendNew(site, id, message)));
  }

  /** What became of the site's own message. */
  MessageStatus status(CallingSite site, MessageId id) {
    return find(site.id(), id)
        .map(this::status)
        .orElseThrow(() -> new ApiException(ErrorCode.NOT_FOUND, "No message of that id."));
  }

  private StoredMessage sendNew(CallingSite site, MessageId id, SendMessage message) {
    var deadline = clock.instant().plus(config.deadline());
    var plan = MessagePlan.of(site, message, config.peoplePerTask());
    if (store(site.id(), id, message, plan)) {
      for (var task : plan) {
        if (clock.instant().isBefore(deadline)) {
          runner.run(task, message.content());
        } else {
          outcomes.record(
              task.id(), new TaskEnd.Failed(TaskEnd.NOT_SENT, "The request's time was over."));
        }
      }
    }
    return find(site.id(), id)
        .orElseThrow(() -> new IllegalStateException("a message that was just stored has gone"));
  }

  private boolean store(SiteId site, MessageId id, SendMessage message, List<PlannedTask> plan) {
    var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    var row = Ids.uuidV7().toString();
    var stored =
        new StoredMessage(row, id, bodies.hash(message), bodies.seal(row, message), now, List.of());
    return writes.sql(
        connection ->
            MessageTables.insert(connection, site, stored, plan, now.plus(config.lease())));
  }

  private Optional<StoredMessage> find(SiteId site, MessageId id) {
    return reads.query(connection -> MessageTables.find(connection, site, id));
  }

  private StoredMessage requireSame(StoredMessage stored, SendMessage message) {
    if (!stored.bodyHash().equals(bodies.hash(message))) {
      throw new ApiException(ErrorCode.MESSAGE_CONFLICT);
    }
    return stored;
  }

  private MessageStatus status(StoredMessage stored) {
    var users = bodies.open(stored.id(), stored.sealedBody()).recipients();
    var recipients =
        stored.recipients().stream()
            .map(
                recipient ->
                    new RecipientStatus(
                        users.get(recipient.position()),
                        recipient.state().delivery(),
                        recipient.reason(),
                        recipient.detail(),
                        recipient.dingTalkTask()))
            .toList();
    return new MessageStatus(
        stored.messageId(),
        DeliveryState.ofAll(recipients.stream().map(RecipientStatus::state).toList()),
        stored.acceptedAt(),
        1,
        false,
        recipients,
        List.of());
  }
}
