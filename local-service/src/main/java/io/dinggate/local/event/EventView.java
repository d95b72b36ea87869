package io.dinggate.local.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.dinggate.model.AppId;
import io.dinggate.model.CorpId;
import io.dinggate.model.feed.EventReceived;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An event of DingTalk, as apps see it.
 *
 * @param id names it, the same however often it is told
 * @param corp which it is about
 * @param app to which DingTalk told it
 * @param bizType the number of a row's kind; null for an event that came alone
 * @param type what happened, for example {@code user_leave_org}
 * @param subject what it is about within the corp, for example a user id; null when only the data
 *     says
 * @param happenedAt by DingTalk's clock
 * @param stale whether something newer about the same subject was known already
 * @param data as DingTalk says it; null for what is the cloud's alone
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record EventView(
    String id,
    CorpId corp,
    AppId app,
    @Nullable Integer bizType,
    String type,
    @Nullable String subject,
    Instant happenedAt,
    boolean stale,
    @Nullable Map<String, @Nullable Object> data) {

  static EventView of(EventReceived event) {
    return new EventView(
        event.id(),
        event.corp(),
        event.app(),
        event.bizType(),
        event.event(),
        event.subject(),
        event.happenedAt(),
        event.stale(),
        event.data());
  }

  /** The data may be about people. */
  @Override
  public String toString() {
    return "EventView[" + id + ", " + type + "]";
  }
}
