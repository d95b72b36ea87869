package io.dinggate.sandbox.message;

import com.fasterxml.jackson.databind.JsonNode;
import io.dinggate.sandbox.message.Delivery.Fate;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A message that the sandbox accepted. {@code toString} has no content.
 *
 * @param taskId above 2^31, as DingTalk's are
 * @param path of the API it came by
 * @param userIds as named by the caller
 * @param deptIds as named by the caller
 * @param invalidUserIds named users whom the corp does not have
 * @param templateId of the template, when it came by {@code sendbytemplate}
 * @param body the {@code msg} object, or the data of the template
 * @param deliveries one for each receiver: those named and those of the departments, as far as the
 *     corp has them
 * @param recalledAt when the app took it back
 */
public record SentMessage(
    long taskId,
    String path,
    String appId,
    String corpId,
    long agentId,
    List<String> userIds,
    List<Long> deptIds,
    boolean toAll,
    List<String> invalidUserIds,
    @Nullable String templateId,
    JsonNode body,
    Instant sentAt,
    List<Delivery> deliveries,
    @Nullable Instant recalledAt) {

  public SentMessage {
    deliveries = List.copyOf(deliveries);
  }

  /** Users who get it, and those for whom it is dropped. */
  public List<String> receivers() {
    return deliveries.stream().map(Delivery::userId).toList();
  }

  /** Receivers who have read it. */
  public Set<String> readBy() {
    return deliveries.stream()
        .filter(Delivery::isRead)
        .map(Delivery::userId)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Receivers who do not get it, with the reason. */
  public Map<String, Drop> dropped() {
    Map<String, Drop> drops = new LinkedHashMap<>();
    for (Delivery delivery : deliveries) {
      if (delivery.dropped() != null) {
        drops.put(delivery.userId(), delivery.dropped());
      }
    }
    return drops;
  }

  public boolean recalled() {
    return recalledAt != null;
  }

  /** What has become of a delivery of this message by then. */
  public Fate fate(Delivery delivery, Instant now) {
    if (delivery.dropped() != null) {
      return Fate.DROPPED;
    }
    if (recalled()) {
      return Fate.RECALLED;
    }
    if (delivery.readAt() != null) {
      return Fate.READ;
    }
    return delivery.hasArrived(now) ? Fate.DELIVERED : Fate.PENDING;
  }

  /** Receivers who have it by then, or had it when it was recalled. */
  public List<Delivery> arrived(Instant now) {
    Instant end = recalledAt == null || now.isBefore(recalledAt) ? now : recalledAt;
    return deliveries.stream().filter(delivery -> delivery.hasArrived(end)).toList();
  }

  /** How much of the work is done by then. */
  int progressInPercent(Instant now) {
    long all = deliveries.stream().filter(delivery -> delivery.dropped() == null).count();
    return all == 0 || recalled() ? 100 : (int) (100L * arrived(now).size() / all);
  }

  SentMessage asRecalledAt(Instant now) {
    return recalled() ? this : with(deliveries, now);
  }

  SentMessage withDelivery(String userId, UnaryOperator<Delivery> change) {
    Function<Delivery, Delivery> changed =
        delivery -> delivery.userId().equals(userId) ? change.apply(delivery) : delivery;
    return with(deliveries.stream().map(changed).toList(), recalledAt);
  }

  private SentMessage with(List<Delivery> changed, @Nullable Instant recalled) {
    return new SentMessage(
        taskId,
        path,
        appId,
        corpId,
        agentId,
        userIds,
        deptIds,
        toAll,
        invalidUserIds,
        templateId,
        body,
        sentAt,
        changed,
        recalled);
  }

  @Override
  public String toString() {
    return "SentMessage[" + taskId + " by " + appId + " in " + corpId + "]";
  }
}
