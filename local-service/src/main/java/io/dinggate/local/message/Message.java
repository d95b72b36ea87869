package io.dinggate.local.message;

import io.dinggate.local.cloud.CloudCall;
import io.dinggate.model.AppId;
import io.dinggate.model.MessageId;
import io.dinggate.model.UserRef;
import io.dinggate.model.message.MessageContent;
import io.dinggate.model.message.MessageStatus;
import io.dinggate.model.message.RecipientStatus;
import io.dinggate.model.message.SendMessage;
import io.dinggate.model.problem.ApiException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A message and what became of it.
 *
 * @param id the site's own id, by which the cloud knows it
 * @param key by which its caller knows it
 * @param hash tells whether a repeated request is the same
 * @param content what to deliver
 * @param app the app to send by; null for each corp's default
 * @param acceptedAt when it was stored
 * @param attempts how often the cloud was, or may have been, asked
 * @param deliveries one for each recipient, in the order of the request
 */
record Message(
    UUID id,
    MessageKey key,
    String hash,
    MessageContent content,
    @Nullable AppId app,
    Instant acceptedAt,
    int attempts,
    List<Delivery> deliveries) {

  Message {
    deliveries = List.copyOf(deliveries);
  }

  /** Where the message as a whole stands. */
  Progress progress() {
    return Progress.ofAll(deliveries.stream().map(Delivery::progress).toList());
  }

  /** Whether nothing can change it any more, so that the cloud need not be asked. */
  boolean settled() {
    return deliveries.stream().allMatch(delivery -> delivery.progress().settled());
  }

  /** The id towards the cloud. */
  MessageId cloudId() {
    return new MessageId(id.toString());
  }

  /** The request to the cloud; the same one however often it is made. */
  SendMessage request() {
    var users = deliveries.stream().map(Delivery::user).filter(Objects::nonNull).distinct();
    return new SendMessage(users.map(Objects::requireNonNull).toList(), content, app);
  }

  /**
   * With the outcome of a call to the cloud. A refusal settles the message only when no earlier
   * call can have got through.
   */
  Message after(CloudCall<MessageStatus> outcome) {
    return switch (outcome) {
      case CloudCall.Answered<MessageStatus>(var status) -> answered(status);
      case CloudCall.Refused<MessageStatus>(var problem) -> notSent(problem);
      case CloudCall.NotSent<MessageStatus>(var problem) -> notSent(problem);
      case CloudCall.NoAnswer<MessageStatus> _ -> with(Delivery::unanswered);
    };
  }

  private Message answered(MessageStatus status) {
    var byUser =
        status.recipients().stream()
            .collect(
                Collectors.toMap(RecipientStatus::user, Function.identity(), (first, _) -> first));
    return with(delivery -> answered(delivery, byUser.get(userOf(delivery))));
  }

  private static Delivery answered(Delivery delivery, @Nullable RecipientStatus status) {
    return status == null ? delivery.unanswered() : delivery.answered(status);
  }

  private static @Nullable UserRef userOf(Delivery delivery) {
    return delivery.user();
  }

  private Message notSent(ApiException problem) {
    return attempts == 1 ? with(delivery -> delivery.failed(problem)) : with(Delivery::unanswered);
  }

  private Message with(UnaryOperator<Delivery> change) {
    return new Message(
        id,
        key,
        hash,
        content,
        app,
        acceptedAt,
        attempts,
        deliveries.stream().map(change).toList());
  }

  @Override
  public String toString() {
    return "Message[" + id + ", " + progress() + "]";
  }
}
