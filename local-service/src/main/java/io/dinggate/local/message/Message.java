package io.dinggate.local.message;

import io.dinggate.model.AppId;
import io.dinggate.model.MessageId;
import io.dinggate.model.message.MessageContent;
import io.dinggate.model.message.SendOptions;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A message, without its recipients.
 *
 * @param id the site's own id, by which the cloud knows it
 * @param key by which its caller knows it
 * @param hash tells whether a repeated request is the same
 * @param content what to deliver
 * @param app the app to send by; null for each corp's default
 * @param options how to deliver it; null where the caller said nothing
 * @param acceptedAt when it was stored
 * @param changedAt when something became of it last
 * @param version the cloud's version that was applied last; 0 before the cloud said anything
 * @param revision counts the changes here
 * @param closed whether nothing will change any more
 * @param counts how many recipients stand where
 * @param cancelRequestedAt when it was to be cancelled; null when it was not
 * @param recallRequestedAt when it was to be taken back; null when it was not
 * @param noted how many lines of its history tell of changes
 */
record Message(
    UUID id,
    MessageKey key,
    String hash,
    MessageContent content,
    @Nullable AppId app,
    @Nullable SendOptions options,
    Instant acceptedAt,
    Instant changedAt,
    long version,
    long revision,
    boolean closed,
    Counts counts,
    @Nullable Instant cancelRequestedAt,
    @Nullable Instant recallRequestedAt,
    int noted) {

  /** The id towards the cloud. */
  MessageId cloudId() {
    return new MessageId(id.toString());
  }

  /** The options, also where none are given. */
  SendOptions delivery() {
    return options == null ? SendOptions.DEFAULT : options;
  }

  @Override
  public String toString() {
    return "Message[" + id + ", " + counts.state() + "]";
  }
}
