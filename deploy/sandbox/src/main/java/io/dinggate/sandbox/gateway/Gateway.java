package io.dinggate.sandbox.gateway;

import io.dinggate.sandbox.Limits.BanAnswer;
import io.dinggate.sandbox.Limits.Traffic;
import io.dinggate.sandbox.World.InternalApp;
import io.dinggate.sandbox.fault.FaultAnswers;
import io.dinggate.sandbox.http.Call;
import io.dinggate.sandbox.http.Listener;
import io.dinggate.sandbox.http.NewError;
import io.dinggate.sandbox.http.OldError;
import io.dinggate.sandbox.http.Refusal;
import io.dinggate.sandbox.http.Reply;
import io.dinggate.sandbox.state.AccessToken;
import io.dinggate.sandbox.state.State;
import io.dinggate.sandbox.state.Window;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What stands before every API of both generations: it bans addresses that call too much, and slows
 * down apps. Pages for people are not behind it. Thread-safe. Facts: open.dingtalk.com, 调用频率限制.
 */
public final class Gateway {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneId.of("Asia/Shanghai"));

  private final State state;
  private final Map<String, Window> addresses = new HashMap<>();
  private final Map<String, Instant> bans = new HashMap<>();
  private final Map<Key, Window> apis = new HashMap<>();
  private @Nullable Instant everybodyUntil;
  private long refusedByBan;
  private long throttled;

  public Gateway(State state) {
    this.state = state;
  }

  /** Bans every address for that time from now on. */
  public synchronized void ban(Duration length) {
    everybodyUntil = state.clock().instant().plus(length);
  }

  /** Ends all bans, and counts anew. */
  public synchronized void endBans() {
    everybodyUntil = null;
    bans.clear();
    addresses.clear();
  }

  /** Calls that a ban refused since the start or the last {@link #clear}. */
  public synchronized long refusedByBan() {
    return refusedByBan;
  }

  /** Calls that were too many of an app, since the start or the last {@link #clear}. */
  public synchronized long throttled() {
    return throttled;
  }

  /** Forgets everything. */
  public synchronized void clear() {
    endBans();
    apis.clear();
    refusedByBan = 0;
    throttled = 0;
  }

  /** What an address is told that is banned, or becomes so by this call. */
  public synchronized Optional<Reply> ban(Call call) {
    Instant now = state.clock().instant();
    if (call.listener() == Listener.LOGIN || !isBanned(call.clientAddress(), now)) {
      return Optional.empty();
    }
    refusedByBan++;
    boolean page = state.limits().traffic().banAnswer() == BanAnswer.PAGE;
    return Optional.of((page ? FaultAnswers.BAN_PAGE : FaultAnswers.STATUS_1111).answer(call));
  }

  /** Refuses a call with a token that is too many of its app, corp and API within a second. */
  public synchronized void throttle(String path, Call call) {
    int most = state.limits().traffic().callsPerSecond();
    if (most == 0) {
      return;
    }
    Instant now = state.clock().instant();
    Optional<AccessToken> token = token(call).flatMap(state.tokens()::find);
    if (token.isPresent() && !window(token.get(), path).take(now, SECOND, most)) {
      throttled++;
      throw tooMany(call.listener(), token.get(), path, now);
    }
  }

  private boolean isBanned(String address, Instant now) {
    if (everybodyUntil != null && now.isBefore(everybodyUntil)) {
      return true;
    }
    Instant end = bans.get(address);
    if (end != null && now.isBefore(end)) {
      return true;
    }
    Traffic traffic = state.limits().traffic();
    Window window = addresses.computeIfAbsent(address, key -> new Window());
    Duration length = Duration.ofSeconds(traffic.addressSeconds());
    if (traffic.callsPerAddress() == 0 || window.take(now, length, traffic.callsPerAddress())) {
      return false;
    }
    addresses.remove(address);
    bans.put(address, now.plusSeconds(traffic.banSeconds()));
    return traffic.banSeconds() > 0;
  }

  private Window window(AccessToken token, String path) {
    return apis.computeIfAbsent(
        new Key(token.app().appId(), token.corpId(), path), key -> new Window());
  }

  private static Optional<String> token(Call call) {
    return call.listener() == Listener.OAPI
        ? call.parameter("access_token")
        : call.header("x-acs-dingtalk-access-token");
  }

  private Refusal tooMany(Listener listener, AccessToken token, String path, Instant now) {
    Instant end = now.plus(SECOND).plusMillis(999).truncatedTo(ChronoUnit.SECONDS);
    String message =
        "您的服务器调用钉钉开放平台当前接口的所有请求都被暂时禁用了 apiPath(%s), 从 %s 到 %s 请求总次数超过 %d 次, 限制将在 %s 结束"
            .formatted(
                path,
                TIME.format(now.minus(SECOND)),
                TIME.format(now),
                state.limits().traffic().callsPerSecond(),
                TIME.format(end));
    if (listener == Listener.OAPI) {
      return OldError.byGateway(90018, message);
    }
    return NewError.of(
        403,
        token.app() instanceof InternalApp
            ? "Forbidden.AccessDenied.QpsLimitForAppkeyAndApi"
            : "Forbidden.AccessDenied.QpsLimitForSuitekeyAndOrgAndApi",
        message);
  }

  private record Key(String appId, @Nullable String corpId, String path) {}
}
