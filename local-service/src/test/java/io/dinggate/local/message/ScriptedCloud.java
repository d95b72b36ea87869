package io.dinggate.local.message;

import io.dinggate.local.cloud.CloudCall;
import io.dinggate.local.cloud.CloudCall.Answered;
import io.dinggate.local.cloud.CloudCall.NoAnswer;
import io.dinggate.local.cloud.CloudCall.NotSent;
import io.dinggate.local.cloud.CloudCall.Refused;
import io.dinggate.model.MessageId;
import io.dinggate.model.UserRef;
import io.dinggate.model.message.BatchAnswer;
import io.dinggate.model.message.DeliveryState;
import io.dinggate.model.message.MessagePreview;
import io.dinggate.model.message.MessageStatus;
import io.dinggate.model.message.RecipientStatus;
import io.dinggate.model.message.SendBatch;
import io.dinggate.model.message.SendMessage;
import io.dinggate.model.problem.ApiException;
import io.dinggate.model.problem.ErrorCode;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Takes everything, unless the test says otherwise of the next calls. */
final class ScriptedCloud implements CloudMailbox {

  /** Every call, in order. */
  final List<String> calls = new ArrayList<>();

  /** What arrived in each batch. */
  final List<SendBatch> batches = new ArrayList<>();

  /** What is answered for one message of a batch, or for it alone. */
  final Map<MessageId, ErrorCode> refusals = new HashMap<>();

  /** Messages of which a batch's answer does not speak. */
  final List<MessageId> forgotten = new ArrayList<>();

  /** Messages at which the cloud fails, and with it at whatever comes in the same call. */
  final Set<MessageId> broken = new HashSet<>();

  /** What becomes of the next calls instead of being answered. */
  private final Deque<CloudCall<?>> next = new ArrayDeque<>();

  /** Where a message stands after a requeue. */
  DeliveryState requeued = DeliveryState.QUEUED;

  /** What a preview says; it throws when it is null. */
  Function<SendMessage, MessagePreview> foresight = _ -> new MessagePreview(List.of(), List.of());

  /** What happens while a batch is under way. */
  Runnable meanwhile = () -> {};

  void nextRefused(ErrorCode code) {
    next.add(new Refused<>(new ApiException(code)));
  }

  void next(ApiException refusal) {
    next.add(new Refused<>(refusal));
  }

  void nextNotSent() {
    next.add(new NotSent<>(new ApiException(ErrorCode.CLOUD_UNAVAILABLE)));
  }

  void nextUnanswered() {
    next.add(new NoAnswer<>(new ApiException(ErrorCode.CLOUD_UNAVAILABLE)));
  }

  @Override
  public CloudCall<BatchAnswer> sendAll(SendBatch batch) {
    batches.add(batch);
    meanwhile.run();
    if (batch.messages().stream().anyMatch(item -> broken.contains(item.id()))) {
      next.addFirst(new NoAnswer<>(new ApiException(ErrorCode.INTERNAL)));
    }
    return call(
        "sendAll " + batch.messages().size(),
        () ->
            new BatchAnswer(
                batch.messages().stream()
                    .filter(item -> !forgotten.contains(item.id()))
                    .map(this::answer)
                    .toList()));
  }

  private BatchAnswer.Item answer(SendBatch.Item item) {
    var refusal = refusals.get(item.id());
    return refusal == null
        ? new BatchAnswer.Item(item.id(), Instant.EPOCH, null)
        : new BatchAnswer.Item(item.id(), null, new ApiException(refusal).problem("r"));
  }

  @Override
  public CloudCall<MessageStatus> send(MessageId id, SendMessage message) {
    var refusal = refusals.get(id);
    return refusal == null
        ? call("send", () -> status(id, 1, DeliveryState.QUEUED, message.recipients()))
        : new Refused<>(new ApiException(refusal));
  }

  @Override
  public CloudCall<MessageStatus> cancel(MessageId id) {
    return call("cancel", () -> status(id, 7, DeliveryState.FAILED, List.of(MessageStage.ANNA)));
  }

  @Override
  public CloudCall<MessageStatus> recall(MessageId id) {
    return call("recall", () -> status(id, 7, DeliveryState.RECALLED, List.of(MessageStage.ANNA)));
  }

  @Override
  public CloudCall<MessageStatus> requeue(MessageId id) {
    return call("requeue", () -> status(id, 7, requeued, List.of(MessageStage.ANNA)));
  }

  @Override
  public CloudCall<MessageStatus> status(MessageId id) {
    return call("look", () -> status(id, 7, DeliveryState.SENT, List.of(MessageStage.ANNA)));
  }

  @Override
  public MessagePreview preview(SendMessage message) {
    calls.add("preview");
    return foresight.apply(message);
  }

  private <T> CloudCall<T> call(String what, java.util.function.Supplier<T> answer) {
    calls.add(what);
    var scripted = next.poll();
    if (scripted == null) {
      return new Answered<>(answer.get());
    }
    return switch (scripted) {
      case Refused<?>(var problem) -> new Refused<>(problem);
      case NotSent<?>(var problem) -> new NotSent<>(problem);
      case NoAnswer<?>(var problem) -> new NoAnswer<>(problem);
      case Answered<?> _ -> throw new IllegalStateException();
    };
  }

  private static MessageStatus status(
      MessageId id, long version, DeliveryState state, List<UserRef> users) {
    return new MessageStatus(
        id,
        state,
        Instant.EPOCH,
        version,
        state != DeliveryState.QUEUED,
        users.stream().map(user -> new RecipientStatus(user, state, null, null, null)).toList(),
        List.of());
  }
}
