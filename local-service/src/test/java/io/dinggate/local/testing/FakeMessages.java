package io.dinggate.local.testing;

import io.dinggate.model.MessageId;
import io.dinggate.model.UserRef;
import io.dinggate.model.message.DeliveryState;
import io.dinggate.model.message.MessageStatus;
import io.dinggate.model.message.RecipientStatus;
import io.dinggate.model.message.SendMessage;
import io.dinggate.model.problem.ApiException;
import io.dinggate.model.problem.ErrorCode;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** The cloud's messages: takes each id once, and settles its recipients as the test says. */
public final class FakeMessages {

  private final Clock clock = Clock.systemUTC();
  private final Map<MessageId, SendMessage> sent = new ConcurrentHashMap<>();
  private final Map<MessageId, MessageStatus> states = new ConcurrentHashMap<>();
  private Function<UserRef, RecipientStatus> outcome = FakeMessages::sent;

  void reset() {
    sent.clear();
    states.clear();
    outcome = FakeMessages::sent;
  }

  /** What becomes of each recipient of the messages that arrive from now on. */
  public void settleWith(Function<UserRef, RecipientStatus> outcome) {
    this.outcome = outcome;
  }

  /** What becomes of each recipient of the messages that have arrived. */
  public void moveOn(Function<UserRef, RecipientStatus> outcome) {
    this.outcome = outcome;
    states.replaceAll((id, _) -> settle(id, sent.get(id)));
  }

  /** Every message that arrived, by id. */
  public Map<MessageId, SendMessage> sent() {
    return Map.copyOf(sent);
  }

  public MessageStatus send(MessageId id, SendMessage message) {
    var first = sent.putIfAbsent(id, message);
    if (first != null && !first.equals(message)) {
      throw new ApiException(ErrorCode.MESSAGE_CONFLICT);
    }
    return states.computeIfAbsent(id, _ -> settle(id, message));
  }

  public MessageStatus status(MessageId id) {
    var status = states.get(id);
    if (status == null) {
      throw new ApiException(ErrorCode.NOT_FOUND);
    }
    return status;
  }

  private MessageStatus settle(MessageId id, SendMessage message) {
    var recipients = message.recipients().stream().map(outcome).toList();
    var states = recipients.stream().map(RecipientStatus::state).toList();
    return new MessageStatus(
        id,
        DeliveryState.ofAll(states),
        clock.instant().truncatedTo(ChronoUnit.MILLIS),
        1,
        false,
        recipients,
        List.of());
  }

  private static RecipientStatus sent(UserRef user) {
    return new RecipientStatus(user, DeliveryState.SENT, null, null, "256271667526");
  }
}
