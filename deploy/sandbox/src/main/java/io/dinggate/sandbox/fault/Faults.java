package io.dinggate.sandbox.fault;

import io.dinggate.sandbox.http.Call;
import io.dinggate.sandbox.http.Deadline;
import io.dinggate.sandbox.http.Endpoint;
import io.dinggate.sandbox.http.Listener;
import io.dinggate.sandbox.http.Reply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Faults on demand. A path is an endpoint's path as in the README, or {@link #EVERY_PATH}; an
 * unknown path is refused with {@link IllegalArgumentException}, so that a misspelt fault does not
 * pass unnoticed. Faults of one path are used up in the order they were set. Thread-safe.
 */
public final class Faults {
  /** Stands for all paths of all listeners. */
  public static final String EVERY_PATH = "*";

  private final Map<String, Listener> paths = new HashMap<>();
  private final List<Planned> planned = new ArrayList<>();
  private final Map<String, Duration> delays = new HashMap<>();
  private final Set<String> held = new HashSet<>();
  private final Set<String> heldAnswers = new HashSet<>();
  private final Map<String, Integer> waiting = new HashMap<>();
  private int dropsAfterSend;

  /** Makes a path known. Part of the machinery, not for tests. */
  public synchronized void addPath(String path, Listener listener) {
    paths.put(path, listener);
  }

  /**
   * The next calls are refused as too frequent: 88 with 90018 at the old host, 403 {@code
   * …QpsLimitForAppkeyAndApi} at the new one.
   */
  public void throttleNext(String path, int calls) {
    plan(path, null, calls, FaultAnswers.THROTTLED);
  }

  /** The next calls are told that their token is not valid, although it is. */
  public void rejectToken(String path, int calls, TokenSignal signal) {
    plan(
        path,
        signal.listener(),
        calls,
        call -> {
          throw signal.refusal();
        });
  }

  /**
   * The next calls come from an address that is not in the list: 60020 or {@code IpNotInWhiteList}.
   */
  public void ipNotListedNext(String path, int calls) {
    plan(path, null, calls, FaultAnswers.IP_NOT_LISTED);
  }

  /**
   * The next calls lack the permission of that name: 60011 or {@code AccessTokenPermissionDenied}.
   */
  public void permissionMissingNext(String path, int calls, String permission) {
    plan(path, null, calls, FaultAnswers.missingPermission(permission));
  }

  /** The next calls get the HTML page of an address that is banned. */
  public void banPageNext(String path, int calls) {
    plan(path, null, calls, FaultAnswers.BAN_PAGE);
  }

  /** The next calls get the JSON of an address that is banned, {@code status 1111}. */
  public void status1111Next(String path, int calls) {
    plan(path, null, calls, FaultAnswers.STATUS_1111);
  }

  /** The next calls at the old host fail with this errcode, bare. */
  public void errcodeNext(String path, int calls, int errcode, String errmsg) {
    plan(path, Listener.OAPI, calls, FaultAnswers.errcode(errcode, errmsg));
  }

  /** The next calls at the old host fail with this errcode inside the wrapper 88. */
  public void wrappedErrcodeNext(String path, int calls, int errcode, String errmsg) {
    plan(path, Listener.OAPI, calls, FaultAnswers.wrappedErrcode(errcode, errmsg));
  }

  /** The next calls at the new host fail with this status and code. */
  public void errorNext(String path, int calls, int status, String code, String message) {
    plan(path, Listener.API, calls, FaultAnswers.error(status, code, message));
  }

  /** The next calls are cut without an answer, before anything happened. */
  public void cutNext(String path, int calls) {
    plan(path, null, calls, call -> Reply.connectionCut());
  }

  /** The next accepted messages are recorded, but the connection is cut without an answer. */
  public synchronized void dropAfterSend(int calls) {
    dropsAfterSend += calls;
  }

  /** Every call waits that long before anything happens; zero takes it back. */
  public synchronized void delay(String path, Duration delay) {
    delays.put(checked(path), delay);
  }

  /** Calls arrive but nothing happens until {@link #release}. */
  public synchronized void hold(String path) {
    held.add(checked(path));
  }

  /** Calls take effect, but their answers wait until {@link #release}. */
  public synchronized void holdAnswer(String path) {
    heldAnswers.add(checked(path));
  }

  /** Lets go what {@link #hold} and {@link #holdAnswer} keep. */
  public synchronized void release(String path) {
    held.remove(path);
    heldAnswers.remove(path);
    notifyAll();
  }

  /**
   * Waits until that many calls are held at an endpoint; {@link IllegalStateException} when the
   * time is over.
   */
  public synchronized void awaitHeld(String path, int calls, Duration timeout) {
    checked(path);
    if (!Deadline.after(timeout).await(this, () -> waiting.getOrDefault(path, 0) >= calls)) {
      throw new IllegalStateException(
          waiting.getOrDefault(path, 0) + " calls are held at " + path + ", not " + calls);
    }
  }

  /** Takes back all faults and lets go what is held. */
  public synchronized void clear() {
    planned.clear();
    delays.clear();
    held.clear();
    heldAnswers.clear();
    dropsAfterSend = 0;
    notifyAll();
  }

  /** What is set at present, one line each. */
  public synchronized List<String> describe() {
    List<String> lines = new ArrayList<>();
    planned.forEach(fault -> lines.add(fault.path + ": next " + fault.left));
    delays.forEach((path, delay) -> lines.add(path + ": delay " + delay));
    held.forEach(path -> lines.add(path + ": hold"));
    heldAnswers.forEach(path -> lines.add(path + ": hold answer"));
    if (dropsAfterSend > 0) {
      lines.add("drop after send: next " + dropsAfterSend);
    }
    return lines;
  }

  /** Answers a call with the faults of its path around it. Part of the machinery, not for tests. */
  public Reply around(String path, Call call, Supplier<Reply> endpoint) {
    pause(path);
    hold(path, held);
    Optional<Endpoint> fault = next(path, call.listener());
    if (fault.isPresent()) {
      return fault.get().answer(call);
    }
    Reply reply = endpoint.get();
    hold(path, heldAnswers);
    return reply;
  }

  /**
   * Whether the message just accepted shall go unanswered. Part of the machinery, not for tests.
   */
  public synchronized boolean takeDropAfterSend() {
    if (dropsAfterSend == 0) {
      return false;
    }
    dropsAfterSend--;
    return true;
  }

  private synchronized void plan(
      String path, @Nullable Listener onlyAt, int calls, Endpoint answer) {
    checked(path);
    if (onlyAt != null && !path.equals(EVERY_PATH) && paths.get(path) != onlyAt) {
      throw new IllegalArgumentException(
          "This fault is answered at " + onlyAt + " only, not by " + path);
    }
    planned.add(new Planned(path, onlyAt, calls, answer));
  }

  private String checked(String path) {
    if (!path.equals(EVERY_PATH) && !paths.containsKey(path)) {
      throw new IllegalArgumentException("No endpoint has the path " + path);
    }
    return path;
  }

  private synchronized Optional<Endpoint> next(String path, Listener listener) {
    for (Iterator<Planned> faults = planned.iterator(); faults.hasNext(); ) {
      Planned fault = faults.next();
      if (fault.isFor(path, listener)) {
        if (--fault.left <= 0) {
          faults.remove();
        }
        return Optional.of(fault.answer);
      }
    }
    return Optional.empty();
  }

  private synchronized void pause(String path) {
    Duration delay = delays.getOrDefault(path, delays.getOrDefault(EVERY_PATH, Duration.ZERO));
    Deadline.after(delay).await(this, () -> delays.isEmpty());
  }

  private synchronized void hold(String path, Set<String> where) {
    if (!isIn(where, path)) {
      return;
    }
    waiting.merge(path, 1, Integer::sum);
    notifyAll();
    try {
      while (isIn(where, path)) {
        wait();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      waiting.merge(path, -1, Integer::sum);
    }
  }

  private static boolean isIn(Set<String> where, String path) {
    return where.contains(path) || where.contains(EVERY_PATH);
  }

  private static final class Planned {
    private final String path;
    private final @Nullable Listener onlyAt;
    private final Endpoint answer;
    private int left;

    private Planned(String path, @Nullable Listener onlyAt, int calls, Endpoint answer) {
      this.path = path;
      this.onlyAt = onlyAt;
      this.left = calls;
      this.answer = answer;
    }

    private boolean isFor(String called, Listener listener) {
      return (path.equals(called) || path.equals(EVERY_PATH))
          && (onlyAt == null || onlyAt == listener);
    }
  }
}
