package io.dinggate.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dinggate.sandbox.http.Json;

/**
 * How much DingTalk takes, and how fast it works. Immutable; start from {@link #documented()} and
 * change what matters. Facts: open.dingtalk.com, 发送工作通知 and 调用频率限制.
 *
 * @param internalApps of messages that internal apps send, by {@code asyncsend_v2}
 * @param suites of messages that suites send, by {@code sendbytemplate}
 * @param dropDuplicates whether the same body reaches the same person only once a day
 * @param tasks what can be asked about a task, and for how long
 * @param media how large it may be
 * @param traffic how often may be called
 */
public record Limits(
    Sending internalApps,
    Sending suites,
    boolean dropDuplicates,
    Tasks tasks,
    Media media,
    Traffic traffic) {

  private static final long MB = 1 << 20;

  /** What the documents say, but calls as often as anybody likes. */
  public static Limits documented() {
    return new Limits(
        new Sending(100, 20, 5_000, 500, 5_000),
        new Sending(5_000, 500, 1_000, 100, 5_000),
        true,
        new Tasks(100, 86_400, 86_400, 0),
        new Media(20 * MB, 2 * MB, 20 * MB, 20 * MB, 10 * MB),
        new Traffic(0, 0, 20, 300, BanAnswer.PAGE));
  }

  /** The same with what the documents say about calls: 20 a second, 10,000 in 20 seconds. */
  public Limits withTraffic() {
    return new Limits(
        internalApps,
        suites,
        dropDuplicates,
        tasks,
        media,
        new Traffic(20, 10_000, 20, 300, BanAnswer.PAGE));
  }

  /**
   * The same with some members changed, for example {@code {"suites":{"perPersonAndDay":2}}};
   * {@link IllegalArgumentException} for a member that there is not, or a value that does not fit.
   */
  public Limits changed(String json) {
    return changed(
        Json.parse(json)
            .orElseThrow(() -> new IllegalArgumentException("Not a JSON object: " + json)));
  }

  /** The same, from a tree. */
  public Limits changed(JsonNode changes) {
    if (!changes.isObject()) {
      throw new IllegalArgumentException("The changes of limits are not a JSON object");
    }
    JsonNode all = Json.tree(this);
    merge((ObjectNode) all, changes);
    return Json.read(all, Limits.class);
  }

  private static void merge(ObjectNode into, JsonNode changes) {
    changes
        .properties()
        .forEach(
            change -> {
              if (change.getValue().isNull()) {
                throw new IllegalArgumentException(change.getKey() + " is null");
              }
              if (into.path(change.getKey()) instanceof ObjectNode part
                  && change.getValue().isObject()) {
                merge(part, change.getValue());
              } else {
                into.set(change.getKey(), change.getValue());
              }
            });
  }

  private static long notNegative(String name, long value) {
    if (value < 0) {
      throw new IllegalArgumentException(name + " is negative");
    }
    return value;
  }

  /**
   * What an app may send. Too many of a call are refused; what is above the others is dropped
   * without a word.
   *
   * @param usersPerCall entries of {@code userid_list}
   * @param departmentsPerCall entries of {@code dept_id_list}
   * @param peoplePerCall people whom both lists come to
   * @param perPersonAndDay messages of one app to one person in a day of Asia/Shanghai
   * @param peoplePerMinute people whom one app reaches in any 60 seconds, over all its corps
   */
  public record Sending(
      int usersPerCall,
      int departmentsPerCall,
      int peoplePerCall,
      int perPersonAndDay,
      int peoplePerMinute) {
    public Sending {
      notNegative("usersPerCall", usersPerCall);
      notNegative("departmentsPerCall", departmentsPerCall);
      notNegative("peoplePerCall", peoplePerCall);
      notNegative("perPersonAndDay", perPersonAndDay);
      notNegative("peoplePerMinute", peoplePerMinute);
    }
  }

  /**
   * Of tasks.
   *
   * @param peopleWithResult receivers above whom a task has no result
   * @param resultSeconds how long progress and result are known
   * @param recallSeconds how long a message can be recalled
   * @param deliverySeconds how long a task takes; its receivers are reached one after the other
   */
  public record Tasks(
      int peopleWithResult, long resultSeconds, long recallSeconds, long deliverySeconds) {
    public Tasks {
      notNegative("peopleWithResult", peopleWithResult);
      notNegative("resultSeconds", resultSeconds);
      notNegative("recallSeconds", recallSeconds);
      notNegative("deliverySeconds", deliverySeconds);
    }
  }

  /**
   * Of media, in bytes.
   *
   * @param noticeFileBytes of a file that a message names
   */
  public record Media(
      long imageBytes, long voiceBytes, long videoBytes, long fileBytes, long noticeFileBytes) {
    public Media {
      notNegative("imageBytes", imageBytes);
      notNegative("voiceBytes", voiceBytes);
      notNegative("videoBytes", videoBytes);
      notNegative("fileBytes", fileBytes);
      notNegative("noticeFileBytes", noticeFileBytes);
    }
  }

  /**
   * Of calls to the APIs of both generations.
   *
   * @param callsPerSecond of one app in one corp to one API, with a token; 0 = any number
   * @param callsPerAddress of one address to all APIs within {@code addressSeconds}; one more bans
   *     it; 0 = any number
   * @param banSeconds how long a ban lasts; calls meanwhile do not prolong it
   * @param banAnswer what is answered meanwhile
   */
  public record Traffic(
      int callsPerSecond,
      int callsPerAddress,
      long addressSeconds,
      long banSeconds,
      BanAnswer banAnswer) {
    public Traffic {
      notNegative("callsPerSecond", callsPerSecond);
      notNegative("callsPerAddress", callsPerAddress);
      notNegative("addressSeconds", addressSeconds);
      notNegative("banSeconds", banSeconds);
    }
  }

  /** The two ways in which a banned address is told so; both have been seen. */
  public enum BanAnswer {
    /** An HTML page. */
    PAGE,
    /** JSON with {@code status} 1111. */
    STATUS_1111
  }
}
