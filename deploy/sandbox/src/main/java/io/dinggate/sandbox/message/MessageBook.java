package io.dinggate.sandbox.message;

import io.dinggate.sandbox.http.Deadline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongFunction;
import java.util.function.UnaryOperator;

/** The messages accepted so far, in order. Keeps the last 10,000, counts all. Thread-safe. */
public final class MessageBook {
  private static final int KEPT = 10_000;
  private static final long FIRST_TASK = 256_271_667_526L;

  private final Map<Long, SentMessage> messages = new LinkedHashMap<>();
  private long accepted;
  private long nextTask = FIRST_TASK;

  synchronized SentMessage accept(LongFunction<SentMessage> message) {
    SentMessage sent = message.apply(nextTask++);
    messages.put(sent.taskId(), sent);
    accepted++;
    if (messages.size() > KEPT) {
      messages.remove(messages.keySet().iterator().next());
    }
    notifyAll();
    return sent;
  }

  public synchronized List<SentMessage> all() {
    return new ArrayList<>(messages.values());
  }

  /** How many were accepted since the start or the last {@link #clear}. */
  public synchronized long count() {
    return accepted;
  }

  public synchronized Optional<SentMessage> find(long taskId) {
    return Optional.ofNullable(messages.get(taskId));
  }

  /**
   * Waits until that many were accepted and returns all; {@link IllegalStateException} with the
   * count when the time is over.
   */
  public synchronized List<SentMessage> await(int count, Duration timeout) {
    if (!Deadline.after(timeout).await(this, () -> accepted >= count)) {
      throw new IllegalStateException(accepted + " messages were accepted, not " + count);
    }
    return all();
  }

  /**
   * A receiver reads a message; {@link IllegalArgumentException} if it was not sent to that user.
   */
  public synchronized void markRead(long taskId, String userId) {
    SentMessage message =
        find(taskId)
            .filter(sent -> sent.receivers().contains(userId))
            .orElseThrow(
                () -> new IllegalArgumentException("No message " + taskId + " to " + userId));
    Set<String> readers = new HashSet<>(message.readBy());
    readers.add(userId);
    change(taskId, sent -> sent.asReadBy(readers));
  }

  /** Forgets all messages; task ids go on. */
  public synchronized void clear() {
    messages.clear();
    accepted = 0;
  }

  synchronized void recall(long taskId) {
    change(taskId, SentMessage::asRecalled);
  }

  private void change(long taskId, UnaryOperator<SentMessage> by) {
    messages.computeIfPresent(taskId, (id, message) -> by.apply(message));
  }
}
