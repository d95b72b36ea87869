package io.dinggate.cloud.event;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One event out of a push.
 *
 * @param identity what makes it that event, in clear
 * @param bizType the number of a row's type; null for an event that came alone
 * @param type the action of a row, or the type of an event that came alone
 * @param corp the organisation it is about; empty when it names none
 * @param subject what a row is about; null when it does not say, and for an event that came alone
 * @param happenedAt by DingTalk's clock
 * @param content the text that it came as; JSON unless it has a fault
 * @param fault why it can never be handled; null when it looks well
 */
record ReceivedEvent(
    String identity,
    @Nullable Integer bizType,
    String type,
    String corp,
    @Nullable String subject,
    Instant happenedAt,
    String content,
    @Nullable String fault) {

  @Override
  public String toString() {
    return "ReceivedEvent[" + type + ", " + corp + "]";
  }
}
