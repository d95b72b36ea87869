package io.dinggate.model.feed;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.dinggate.model.AppId;
import io.dinggate.model.CorpId;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * DingTalk has pushed an event about one of the site's corps (open.dingtalk.com, "事件订阅"). Every
 * event is told once to every site of its corp and app, in the order in which a corp's events
 * arrived; kinds that nobody knows as well.
 *
 * @param id names the event, the same also when it is told once more
 * @param app to which it was pushed
 * @param corp which it is about
 * @param bizType the number of a row's kind; null for an event that came alone
 * @param event what happened, for example {@code user_leave_org}
 * @param subject what it is about within the corp, for example a user id; null when DingTalk names
 *     it in the data only
 * @param happenedAt by DingTalk's clock
 * @param stale whether something newer about the same subject had arrived before: it is told for
 *     completeness and must not be applied
 * @param data what DingTalk says, as it says it; null for what is the cloud's alone
 * @param replay whether it is told once more, as an operator wished
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record EventReceived(
    String id,
    AppId app,
    CorpId corp,
    @Nullable Integer bizType,
    String event,
    @Nullable String subject,
    Instant happenedAt,
    boolean stale,
    @Nullable Map<String, @Nullable Object> data,
    @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean replay)
    implements FeedItem {

  public EventReceived {
    data = data == null ? null : Collections.unmodifiableMap(new LinkedHashMap<>(data));
  }

  /** The data may be about people. */
  @Override
  public String toString() {
    return "EventReceived[" + id + ", " + event + ", " + corp + "]";
  }
}
