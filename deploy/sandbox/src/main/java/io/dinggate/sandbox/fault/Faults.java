package io.dinggate.sandbox.fault;

import io.dinggate.sandbox.http.Call;
import io.dinggate.sandbox.http.Endpoint;
import io.dinggate.sandbox.http.Listener;
import io.dinggate.sandbox.http.Reply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
  private final Pauses pauses = new Pauses();
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
  public void delay(String path, Duration delay) {
    pauses.delay(checked(path), delay);
  }

  /** Calls arrive but nothing happens until {@link #release}. */
  public void hold(String path) {
    pauses.hold(checked(path));
  }

  /** Calls take effect, but their answers wait until {@link #release}. */
  public void holdAnswer(String path) {
    pauses.holdAnswer(checked(path));
  }

  /**
   * Lets go what {@link #hold} and {@link #holdAnswer} keep at a path, or at {@link #EVERY_PATH}.
   */
  public void release(String path) {
    pauses.release(path);
  }

  /**
   * Waits until that many calls are held at an endpoint; {@link IllegalStateException} when the
   * time is over.
   */
  public void awaitHeld(String path, int calls, Duration timeout) {
    if (!pauses.awaitHeld(checked(path), calls, timeout)) {
      throw new IllegalStateException(
          pauses.waiting(path) + " calls are held at " + path + ", not " + calls);
    }
  }

  /** Takes back all faults and lets go what is held. */
  public synchronized void clear() {
    planned.clear();
    pauses.clear();
    dropsAfterSend = 0;
  }

  /** What is set at present, one line each. */
  public synchronized List<String> describe() {
    List<String> lines = new ArrayList<>();
    planned.forEach(fault -> lines.add(fault.path + ": next " + fault.left));
    lines.addAll(pauses.describe());
    if (dropsAfterSend > 0) {
      lines.add("drop after send: next " + dropsAfterSend);
    }
    return lines;
  }

  /** Answers a call with the faults of its path around it. Part of the machinery, not for tests. */
  public Reply around(String path, Call call, Supplier<Reply> endpoint) {
    pauses.before(path);
    Optional<Endpoint> fault = next(path, call.listener());
    if (fault.isPresent()) {
      return fault.get().answer(call);
    }
    Reply reply = endpoint.get();
    pauses.after(path);
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

  private synchronized String checked(String path) {
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
