package io.dinggate.sandbox.message;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A message on its way to one receiver.
 *
 * @param arrivesAt when the receiver has it, unless it is dropped or recalled before
 * @param dropped why it never arrives
 * @param readAt when the receiver opened it
 */
public record Delivery(
    String userId, Instant arrivesAt, @Nullable Drop dropped, @Nullable Instant readAt) {

  /** What became of it. */
  public enum Fate {
    PENDING,
    DELIVERED,
    READ,
    RECALLED,
    DROPPED
  }

  Delivery asReadAt(Instant now) {
    return readAt == null ? new Delivery(userId, arrivesAt, dropped, now) : this;
  }

  boolean isRead() {
    return readAt != null;
  }

  boolean isForbidden() {
    return dropped != null && dropped.code() != Drop.NO_CODE;
  }

  boolean hasFailed() {
    return dropped != null && dropped.code() == Drop.NO_CODE;
  }

  boolean hasArrived(Instant now) {
    return dropped == null && !arrivesAt.isAfter(now);
  }
}
