package io.dinggate.sandbox.http;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What was called, by path without the query: the last calls, and counters that never forget. A
 * call counts when it arrives, whatever is answered. Unknown requests (no such path at that host,
 * wrong method, or a fault of the sandbox itself) are kept apart. Thread-safe.
 */
public final class Journal {
  private static final int KEPT = 1_000;

  private final Clock clock;
  private final Deque<Entry> entries = new ArrayDeque<>();
  private final Deque<String> unknown = new ArrayDeque<>();
  private final Map<String, Long> calls = new TreeMap<>();
  private long unknownCount;

  public Journal(Clock clock) {
    this.clock = clock;
  }

  /**
   * Calls of an endpoint so far, named by its path as in the README, for example {@code
   * /topapi/v2/user/get}.
   */
  public synchronized long calls(String path) {
    return calls.getOrDefault(path, 0L);
  }

  /** All counters by path; only paths that were called. */
  public synchronized Map<String, Long> calls() {
    return new TreeMap<>(calls);
  }

  /**
   * Codes of the login page that were offered for exchange (and refresh tokens, if anybody uses
   * them).
   */
  public long codeExchanges() {
    return calls("/v1.0/oauth2/userAccessToken");
  }

  /** Codes of the in-app login that were offered. */
  public long inAppExchanges() {
    return calls("/topapi/v2/user/getuserinfo");
  }

  /**
   * Fetches of a token for calls in a corp: corp tokens of suites and tokens of internal apps, by
   * any of the five ways.
   */
  public synchronized long tokenCalls() {
    return calls("/v1.0/oauth2/corpAccessToken")
        + calls("/service/get_corp_token")
        + calls("/v1.0/oauth2/{corpId}/token")
        + calls("/v1.0/oauth2/accessToken")
        + calls("/gettoken");
  }

  /** Fetches of a suite token, by either way. */
  public synchronized long suiteTokenCalls() {
    return calls("/v1.0/oauth2/suiteAccessToken") + calls("/service/get_suite_token");
  }

  /** Attempts to send a message, by either way. */
  public synchronized long sendCalls() {
    return calls("/topapi/message/corpconversation/asyncsend_v2")
        + calls("/topapi/message/corpconversation/sendbytemplate");
  }

  /** The last 1,000 answered calls, oldest first. */
  public synchronized List<Entry> entries() {
    return List.copyOf(entries);
  }

  /** The last 1,000 requests that no endpoint knows, as {@code LISTENER METHOD path}. */
  public synchronized List<String> unknownRequests() {
    return List.copyOf(unknown);
  }

  /** The same, and forgets them: what a test has answered for is not told to the next one. */
  public synchronized List<String> takeUnknownRequests() {
    var taken = List.copyOf(unknown);
    unknown.clear();
    unknownCount = 0;
    return taken;
  }

  public synchronized long unknownCount() {
    return unknownCount;
  }

  /**
   * Waits until an endpoint was called that often; {@link IllegalStateException} with the count
   * when the time is over.
   */
  public synchronized void awaitCalls(String path, long count, Duration timeout) {
    if (!Deadline.after(timeout).await(this, () -> calls(path) >= count)) {
      throw new IllegalStateException(path + " was called " + calls(path) + " times, not " + count);
    }
  }

  /** Forgets everything, also the unknown requests. */
  public synchronized void clear() {
    entries.clear();
    unknown.clear();
    calls.clear();
    unknownCount = 0;
  }

  synchronized void arrived(Route route) {
    calls.merge(route.path(), 1L, Long::sum);
    notifyAll();
  }

  synchronized void answered(Route route, Call call, int status) {
    keep(
        entries, new Entry(clock.instant(), route.listener(), call.method(), route.path(), status));
  }

  synchronized void unknown(Listener listener, Call call, String why) {
    unknownCount++;
    keep(unknown, listener + " " + call.method() + " " + call.path() + why);
  }

  private static <T> void keep(Deque<T> deque, T entry) {
    deque.addLast(entry);
    if (deque.size() > KEPT) {
      deque.removeFirst();
    }
  }

  /**
   * One answered call.
   *
   * @param path of the endpoint, with {@code {name}} parts
   * @param status HTTP status; 0 = connection cut
   */
  public record Entry(Instant at, Listener listener, String method, String path, int status) {}
}
