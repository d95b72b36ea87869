package io.dinggate.local.testing;

import io.dinggate.model.DepartmentRef;
import io.dinggate.model.MessageId;
import io.dinggate.model.UserRef;
import io.dinggate.model.feed.MessageChanged;
import io.dinggate.model.message.BatchAnswer;
import io.dinggate.model.message.DeliveryState;
import io.dinggate.model.message.DepartmentStatus;
import io.dinggate.model.message.MessagePreview;
import io.dinggate.model.message.MessageStatus;
import io.dinggate.model.message.RecipientStatus;
import io.dinggate.model.message.SendBatch;
import io.dinggate.model.message.SendMessage;
import io.dinggate.model.problem.ApiException;
import io.dinggate.model.problem.ErrorCode;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * The cloud's messages: takes each id once and leaves its recipients queued, until the test moves
 * them on. What it would tell by the feed, {@link #news} answers.
 */
public final class FakeMessages {

  private final Clock clock = Clock.systemUTC();
  private final Map<MessageId, SendMessage> sent = new ConcurrentHashMap<>();
  private final Map<MessageId, MessageStatus> states = new ConcurrentHashMap<>();
  private final Map<MessageId, ApiException> refusals = new ConcurrentHashMap<>();
  private final List<MessageChanged> news = new ArrayList<>();
  private List<UserRef> people = List.of();
  private Function<UserRef, MessagePreview.Outlook> outlook = _ -> MessagePreview.Outlook.REACHABLE;

  synchronized void reset() {
    sent.clear();
    states.clear();
    refusals.clear();
    news.clear();
    people = List.of();
    outlook = _ -> MessagePreview.Outlook.REACHABLE;
  }

  /** From now on this message is refused, alone. */
  public void refuse(MessageId id, ErrorCode code) {
    refusals.put(id, new ApiException(code));
  }

  /** What previews say of each user. */
  public void expect(Function<UserRef, MessagePreview.Outlook> expectation) {
    this.outlook = expectation;
  }

  /** Whom previews find in each department. */
  public void expectPeople(UserRef... people) {
    this.people = List.of(people);
  }

  /** Every message that arrived, by id. */
  public Map<MessageId, SendMessage> sent() {
    return Map.copyOf(sent);
  }

  /** What became of each recipient of a message, with the news of it. */
  public synchronized MessageChanged moveOn(
      MessageId id, boolean closed, Function<UserRef, RecipientStatus> outcome) {
    var now = status(id);
    var recipients = now.recipients().stream().map(status -> outcome.apply(status.user())).toList();
    return tell(id, closed, recipients, now.departments());
  }

  /** The people of a department are known now, with the news of it. */
  public synchronized MessageChanged expand(
      MessageId id, DepartmentRef department, List<UserRef> people) {
    var now = status(id);
    var recipients = new ArrayList<>(now.recipients());
    people.forEach(
        user ->
            recipients.add(
                new RecipientStatus(user, DeliveryState.QUEUED, null, null, null, department)));
    return tell(
        id,
        false,
        recipients,
        List.of(
            new DepartmentStatus(
                department, DepartmentStatus.State.EXPANDED, people.size(), null, null)));
  }

  /** What the feed would tell, in order. */
  public synchronized List<MessageChanged> news() {
    return List.copyOf(news);
  }

  synchronized MessageStatus send(MessageId id, SendMessage message) {
    var refusal = refusals.get(id);
    if (refusal != null) {
      throw refusal;
    }
    var first = sent.putIfAbsent(id, message);
    if (first != null && !first.equals(message)) {
      throw new ApiException(ErrorCode.MESSAGE_CONFLICT);
    }
    return states.computeIfAbsent(id, _ -> queued(id, message));
  }

  BatchAnswer sendAll(SendBatch batch) {
    return new BatchAnswer(batch.messages().stream().map(this::sendOne).toList());
  }

  private BatchAnswer.Item sendOne(SendBatch.Item item) {
    try {
      return new BatchAnswer.Item(item.id(), send(item.id(), item.message()).acceptedAt(), null);
    } catch (ApiException e) {
      return new BatchAnswer.Item(item.id(), null, e.problem("fake-cloud"));
    }
  }

  MessagePreview preview(SendMessage message) {
    var app = message.app();
    var tasks =
        message.recipients().stream()
            .map(UserRef::corp)
            .distinct()
            .map(
                corp ->
                    new MessagePreview.Task(
                        corp,
                        app == null ? new io.dinggate.model.AppId("app-default") : app,
                        Math.toIntExact(
                            message.recipients().stream()
                                .filter(user -> user.corp().equals(corp))
                                .count())))
            .toList();
    var forecasts = new ArrayList<MessagePreview.Forecast>();
    message
        .recipients()
        .forEach(
            user ->
                forecasts.add(new MessagePreview.Forecast(user, outlook.apply(user), null, null)));
    for (var department : message.departments()) {
      people.forEach(
          user ->
              forecasts.add(
                  new MessagePreview.Forecast(user, outlook.apply(user), null, department)));
    }
    return new MessagePreview(tasks, forecasts);
  }

  synchronized MessageStatus status(MessageId id) {
    var status = states.get(id);
    if (status == null) {
      throw new ApiException(ErrorCode.NOT_FOUND);
    }
    return status;
  }

  synchronized MessageStatus cancel(MessageId id) {
    if (status(id).recipients().stream().anyMatch(one -> one.state() == DeliveryState.QUEUED)) {
      moveOn(
          id,
          true,
          user -> new RecipientStatus(user, DeliveryState.FAILED, "cancelled", null, null));
    }
    return status(id);
  }

  synchronized MessageStatus recall(MessageId id) {
    moveOn(id, true, user -> new RecipientStatus(user, DeliveryState.RECALLED, null, null, "1"));
    return status(id);
  }

  synchronized MessageStatus requeue(MessageId id) {
    moveOn(id, false, user -> new RecipientStatus(user, DeliveryState.QUEUED, null, null, null));
    return status(id);
  }

  private MessageChanged tell(
      MessageId id,
      boolean closed,
      List<RecipientStatus> recipients,
      List<DepartmentStatus> departments) {
    var before = status(id);
    var after =
        new MessageStatus(
            id,
            DeliveryState.ofAll(recipients.stream().map(RecipientStatus::state).toList()),
            before.acceptedAt(),
            before.version() + 1,
            closed,
            recipients,
            departments);
    states.put(id, after);
    var told = new MessageChanged(id, after.version(), closed, recipients, departments);
    news.add(told);
    return told;
  }

  private MessageStatus queued(MessageId id, SendMessage message) {
    return new MessageStatus(
        id,
        DeliveryState.QUEUED,
        clock.instant().truncatedTo(ChronoUnit.MILLIS),
        1,
        false,
        message.recipients().stream()
            .map(user -> new RecipientStatus(user, DeliveryState.QUEUED, null, null, null))
            .toList(),
        message.departments().stream()
            .map(
                department ->
                    new DepartmentStatus(
                        department, DepartmentStatus.State.WAITING, null, null, null))
            .toList());
  }
}
