package io.dinggate.cloud.message;

import io.dinggate.cloud.feed.Feed;
import io.dinggate.cloud.message.MessageTables.NewMessage;
import io.dinggate.cloud.platform.Reads;
import io.dinggate.cloud.platform.Writes;
import io.dinggate.cloud.site.CallingSite;
import io.dinggate.model.MessageId;
import io.dinggate.model.message.BatchAnswer;
import io.dinggate.model.message.MessageStatus;
import io.dinggate.model.message.SendBatch;
import io.dinggate.model.message.SendMessage;
import io.dinggate.model.problem.ApiException;
import io.dinggate.model.problem.ErrorCode;
import io.dinggate.platform.Ids;
import io.dinggate.platform.web.RequestIds;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Takes messages in, once per site and id, and tells what became of them. */
@Singleton
final class MessageIntake implements MessageAcceptance {

  private final Writes writes;
  private final Reads reads;
  private final MessageBook book;
  private final MessageBodies bodies;
  private final MessageChanges changes;
  private final TaskSteps steps;
  private final Feed feed;
  private final QueueSignal signal;
  private final MessageConfig config;
  private final Clock clock;

  MessageIntake(
      Writes writes,
      Reads reads,
      MessageBook book,
      MessageBodies bodies,
      MessageChanges changes,
      TaskSteps steps,
      Feed feed,
      QueueSignal signal,
      MessageConfig config,
      Clock clock) {
    this.writes = writes;
    this.reads = reads;
    this.book = book;
    this.bodies = bodies;
    this.changes = changes;
    this.steps = steps;
    this.feed = feed;
    this.signal = signal;
    this.config = config;
    this.clock = clock;
  }

  /** A message that is ready to be stored. */
  private record Planned(NewMessage message, List<PlannedTask> tasks) {

    boolean held() {
      return tasks.stream().anyMatch(PlannedTask::held);
    }
  }

  /**
   * Stores a message that is new; tells how one that is known stands.
   *
   * @throws ApiException when the message was not stored: {@code MESSAGE_CONFLICT} when the id
   *     stands for another body, {@code OVERLOADED}, or a refusal as {@link MessagePlan#of}
   */
  MessageStatus send(CallingSite site, MessageId id, SendMessage message) {
    var known = book.find(site.id(), id);
    if (known.isEmpty()) {
      store(site, List.of(planned(site, id, message, new PlannedCounts())));
      known = book.find(site.id(), id);
    }
    return known
        .map(stored -> requireSame(stored, message))
        .map(book::status)
        .orElseThrow(() -> new IllegalStateException("a message that was just stored has gone"));
  }

  @Override
  public void accept(CallingSite site, MessageId id, SendMessage message, Afterwards afterwards) {
    var fresh =
        book.find(site.id(), id).isPresent()
            ? null
            : planned(site, id, message, new PlannedCounts());
    var stored =
        writes.sql(
            connection -> {
              var isFresh = fresh != null && insert(connection, fresh);
              var known = requireSame(requireStored(connection, site, id), message);
              afterwards.run(connection, MessageBook.status(connection, known));
              return isFresh;
            });
    if (fresh != null && stored) {
      announce(site, List.of(fresh));
    }
  }

  private OpenMessage requireStored(Connection connection, CallingSite site, MessageId id)
      throws SQLException {
    var row = MessageTables.idOf(connection, site.id(), id);
    var stored = row.isEmpty() ? Optional.<OpenMessage>empty() : book.read(connection, row.get());
    return stored.orElseThrow(
        () -> new IllegalStateException("a message that was just stored has gone"));
  }

  /** As {@link #send} for each; those that are new are stored together. */
  BatchAnswer sendAll(CallingSite site, SendBatch batch) {
    var planned = new ArrayList<Planned>();
    var counts = new PlannedCounts();
    var byItem = new IdentityHashMap<SendBatch.Item, Planned>();
    var refusals = new IdentityHashMap<SendBatch.Item, ApiException>();
    for (var item : batch.messages()) {
      try {
        if (book.find(site.id(), item.id()).isEmpty()) {
          var one = planned(site, item.id(), item.message(), counts);
          counts.add(one.tasks());
          planned.add(one);
          byItem.put(item, one);
        }
      } catch (ApiException e) {
        refusals.put(item, e);
      }
    }
    var stored = store(site, planned);
    byItem.values().removeIf(one -> !stored.contains(one.message().id()));
    return new BatchAnswer(
        batch.messages().stream()
            .map(item -> answer(site, item, byItem.get(item), refusals.get(item)))
            .toList());
  }

  /**
   * What to say of one.
   *
   * @param fresh when it was stored now; null when its id was taken
   * @param refusal why it could not be stored; null when it could
   */
  private BatchAnswer.Item answer(
      CallingSite site,
      SendBatch.Item item,
      @Nullable Planned fresh,
      @Nullable ApiException refusal) {
    if (fresh != null) {
      return new BatchAnswer.Item(item.id(), fresh.message().at(), null);
    }
    try {
      if (refusal != null) {
        throw refusal;
      }
      var stored =
          book.find(site.id(), item.id())
              .orElseThrow(() -> new IllegalStateException("what has taken the id has gone"));
      return new BatchAnswer.Item(
          item.id(), requireSame(stored, item.message()).acceptedAt(), null);
    } catch (ApiException e) {
      return new BatchAnswer.Item(item.id(), null, e.problem(RequestIds.current()));
    }
  }

  /** What became of the site's own message. */
  MessageStatus status(CallingSite site, MessageId id) {
    return book.status(require(site, id));
  }

  /** Ends all of the site's own message that has not begun; what was sent stays. */
  MessageStatus cancel(CallingSite site, MessageId id) {
    steps.cancel(require(site, id));
    return status(site, id);
  }

  /** Has those of the site's own message tried once more that were given up. */
  MessageStatus requeue(CallingSite site, MessageId id) {
    steps.requeue(require(site, id));
    return status(site, id);
  }

  private OpenMessage require(CallingSite site, MessageId id) {
    return book.find(site.id(), id)
        .orElseThrow(() -> new ApiException(ErrorCode.NOT_FOUND, "No message of that id."));
  }

  private OpenMessage requireSame(OpenMessage stored, SendMessage message) {
    if (!stored.bodyHash().equals(bodies.hash(message))) {
      throw new ApiException(ErrorCode.MESSAGE_CONFLICT);
    }
    return stored;
  }

  /**
   * Plans a message that is new.
   *
   * @param before what is stored together with it and has the room before it
   */
  private Planned planned(
      CallingSite site, MessageId id, SendMessage message, PlannedCounts before) {
    var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    var tasks =
        reads.query(
            connection ->
                new MessagePlan(config, new DailyCounts(connection, bodies, config, before), now)
                    .of(site, message));
    var row = Ids.uuidV7().toString();
    var content = bodies.asSent(site.id(), id, message);
    return new Planned(
        new NewMessage(
            row,
            site.id(),
            id,
            message,
            bodies.hash(message),
            bodies.seal(row, message),
            bodies.contentHash(content),
            now),
        tasks);
  }

  /** Stores those whose ids are free, and answers their rows. */
  private Set<String> store(CallingSite site, List<Planned> all) {
    if (all.isEmpty()) {
      return Set.of();
    }
    var stored =
        writes.sql(
            connection -> {
              var rows = new HashSet<String>();
              for (var planned : all) {
                if (insert(connection, planned)) {
                  tellHeld(connection, planned);
                  rows.add(planned.message().id());
                }
              }
              return rows;
            });
    announce(
        site, all.stream().filter(planned -> stored.contains(planned.message().id())).toList());
    if (all.stream().anyMatch(Planned::held)) {
      feed.wake(site.id());
    }
    return stored;
  }

  /** Stores a message with its tasks; false, and nothing stored, when its id is taken. */
  private boolean insert(Connection connection, Planned planned) throws SQLException {
    var message = planned.message();
    if (!MessageTables.insert(connection, message)) {
      return false;
    }
    MessageTables.insertTasks(
        connection,
        message.site(),
        message.id(),
        message.body(),
        planned.tasks(),
        config.giveUpAfter(),
        person -> bodies.person(person.user()));
    return true;
  }

  /** The answer to a batch does not say so. */
  private void tellHeld(Connection connection, Planned planned) throws SQLException {
    if (planned.held()) {
      var open = opened(planned.message());
      for (var task : planned.tasks()) {
        if (task.held()) {
          changes.tellOfTask(connection, open, task.id());
        }
      }
    }
  }

  /** After the commit. */
  private void announce(CallingSite site, List<Planned> fresh) {
    var lanes = new HashSet<LaneKey>();
    for (var planned : fresh) {
      book.keep(opened(planned.message()));
      lanes.addAll(MessageTables.lanes(site.id(), planned.tasks()));
    }
    signal.wake(lanes);
  }

  private static OpenMessage opened(NewMessage message) {
    return new OpenMessage(
        message.id(),
        message.site(),
        message.messageId(),
        message.bodyHash(),
        message.body(),
        message.at(),
        List.of());
  }
}
