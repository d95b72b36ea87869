package io.dinggate.sandbox.message;

import io.dinggate.sandbox.Limits;
import io.dinggate.sandbox.Limits.Sending;
import io.dinggate.sandbox.http.OldHostAccess.Caller;
import io.dinggate.sandbox.message.Drop.Reason;
import io.dinggate.sandbox.state.Window;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Decides for each receiver whether DingTalk drops a message without a word. What is dropped does
 * not count towards a limit. Not thread-safe. Facts: open.dingtalk.com, 获取工作通知消息的发送结果.
 */
final class Quotas {
  private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final Map<Content, LocalDate> delivered = new HashMap<>();
  private final Map<Receiver, Day> days = new HashMap<>();
  private final Map<String, Window> minutes = new HashMap<>();
  private long duplicates;

  /** Null = it is delivered, which is counted. */
  @Nullable Drop drop(Limits limits, Caller caller, String userId, String contentKey, Instant now) {
    Receiver receiver = new Receiver(caller.app().appId(), caller.corpId(), userId);
    Content content = new Content(receiver, contentKey);
    LocalDate today = LocalDate.ofInstant(now, ZONE);
    boolean internal = caller.isInternalApp();
    Sending sending = internal ? limits.internalApps() : limits.suites();
    Day day = days.computeIfAbsent(receiver, key -> new Day());
    if (limits.dropDuplicates() && today.equals(delivered.get(content))) {
      return new Drop(Reason.DUPLICATE, internal ? 143106 : 143206, 1);
    }
    if (day.count(today) >= sending.perPersonAndDay()) {
      return new Drop(
          Reason.PER_PERSON_AND_DAY, internal ? 143105 : 143205, sending.perPersonAndDay());
    }
    Window minute = minutes.computeIfAbsent(receiver.appId(), key -> new Window());
    if (!minute.take(now, MINUTE, sending.peoplePerMinute())) {
      return new Drop(Reason.PER_MINUTE, internal ? 143103 : 143204, sending.peoplePerMinute());
    }
    day.add(today);
    if (delivered.put(content, today) != null) {
      duplicates++;
    }
    return null;
  }

  /** Deliveries of a body to a person who had it from the same app before, on whatever day. */
  long duplicates() {
    return duplicates;
  }

  void clear() {
    delivered.clear();
    days.clear();
    minutes.clear();
    duplicates = 0;
  }

  private record Receiver(String appId, String corpId, String userId) {}

  private record Content(Receiver receiver, String key) {}

  /** How many messages a person got on the last day with any. */
  private static final class Day {
    private LocalDate date = LocalDate.MIN;
    private int count;

    private int count(LocalDate today) {
      return date.equals(today) ? count : 0;
    }

    private void add(LocalDate today) {
      count = count(today) + 1;
      date = today;
    }
  }
}
