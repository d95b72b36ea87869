package io.dinggate.sandbox.message;

import io.dinggate.sandbox.http.Deadline;
import io.dinggate.sandbox.message.Drop.Reason;
import io.dinggate.sandbox.state.State;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The messages accepted so far, in order, and what became of each at its receivers. Keeps the last
 * ones, counts all. Thread-safe.
 */
public final class MessageBook {
  private static final long FIRST_TASK = 256_271_667_526L;

  private final State state;
  private final int kept;
  private final Quotas quotas = new Quotas();
  private final Map<Long, SentMessage> messages = new LinkedHashMap<>();
  private final Map<Member, Drop> refused = new HashMap<>();
  private final Map<Reason, Long> dropped = new EnumMap<>(Reason.class);
  private long accepted;
  private long delivered;
  private long invalid;
  private long nextTask = FIRST_TASK;

  /** {@code kept} = how many messages are remembered. */
  public MessageBook(State state, int kept) {
    this.state = state;
    this.kept = kept;
  }

  synchronized SentMessage accept(Order order) {
    Instant now = state.clock().instant();
    Recipients to = order.to();
    SentMessage sent =
        new SentMessage(
            nextTask++,
            order.path(),
            order.caller().app().appId(),
            order.caller().corpId(),
            order.caller().agentId(),
            to.userIds(),
            to.deptIds(),
            to.toAll(),
            to.invalid(),
            order.templateId(),
            order.body(),
            now,
            deliveries(order, now),
            null);
    messages.put(sent.taskId(), sent);
    accepted++;
    invalid += to.invalid().size();
    if (messages.size() > kept) {
      messages.remove(messages.keySet().iterator().next());
    }
    notifyAll();
    return sent;
  }

  public synchronized List<SentMessage> all() {
    return new ArrayList<>(messages.values());
  }

  /** How many were accepted since the start or the last {@link #clear}, and what became of them. */
  public synchronized Counts counts() {
    return new Counts(accepted, delivered, quotas.duplicates(), invalid, Map.copyOf(dropped));
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
   * A receiver reads a message; {@link IllegalArgumentException} if that user does not have it,
   * {@link IllegalStateException} if it was recalled.
   */
  public synchronized void markRead(long taskId, String userId) {
    Instant now = state.clock().instant();
    SentMessage message =
        find(taskId)
            .filter(sent -> sent.arrived(now).stream().anyMatch(to -> to.userId().equals(userId)))
            .orElseThrow(
                () -> new IllegalArgumentException("No message " + taskId + " to " + userId));
    if (message.recalled()) {
      throw new IllegalStateException("Message " + taskId + " was recalled");
    }
    change(taskId, sent -> sent.withDelivery(userId, delivery -> delivery.asReadAt(now)));
  }

  /** From now on messages do not reach this user; null = they do again. */
  public synchronized void refuse(String corpId, String userId, @Nullable Drop as) {
    if (as == null) {
      refused.remove(new Member(corpId, userId));
    } else {
      refused.put(new Member(corpId, userId), as);
    }
  }

  /** Forgets all messages, and whom they do not reach; task ids go on. */
  public synchronized void clear() {
    messages.clear();
    quotas.clear();
    refused.clear();
    dropped.clear();
    accepted = 0;
    delivered = 0;
    invalid = 0;
  }

  synchronized void recall(long taskId) {
    Instant now = state.clock().instant();
    change(taskId, sent -> sent.asRecalledAt(now));
  }

  private List<Delivery> deliveries(Order order, Instant now) {
    String contentKey = order.contentKey();
    Map<String, Optional<Drop>> drops = new LinkedHashMap<>();
    for (String userId : order.to().receivers()) {
      drops.put(userId, Optional.ofNullable(drop(order, userId, contentKey, now)));
    }
    long reached = drops.values().stream().filter(Optional::isEmpty).count();
    drops.values().forEach(drop -> drop.ifPresent(it -> dropped.merge(it.reason(), 1L, Long::sum)));
    delivered += reached;
    Duration takes = Duration.ofSeconds(state.limits().tasks().deliverySeconds());
    List<Delivery> deliveries = new ArrayList<>();
    long served = 0;
    for (Map.Entry<String, Optional<Drop>> drop : drops.entrySet()) {
      served += drop.getValue().isEmpty() ? 1 : 0;
      Instant arrivesAt = now.plus(takes.multipliedBy(served).dividedBy(Math.max(1, reached)));
      deliveries.add(new Delivery(drop.getKey(), arrivesAt, drop.getValue().orElse(null), null));
    }
    return deliveries;
  }

  private @Nullable Drop drop(Order order, String userId, String contentKey, Instant now) {
    Drop wanted = refused.get(new Member(order.caller().corpId(), userId));
    return wanted == null
        ? quotas.drop(state.limits(), order.caller(), userId, contentKey, now)
        : wanted;
  }

  private void change(long taskId, UnaryOperator<SentMessage> by) {
    messages.computeIfPresent(taskId, (id, message) -> by.apply(message));
  }

  /**
   * Since the start or the last reset.
   *
   * @param messages calls that were accepted
   * @param deliveries people whom they reach
   * @param duplicates deliveries of a body to a person who had it from the same app before
   * @param invalid named users whom the corp does not have
   * @param dropped people whom they do not reach
   */
  public record Counts(
      long messages, long deliveries, long duplicates, long invalid, Map<Reason, Long> dropped) {}

  private record Member(String corpId, String userId) {}
}
