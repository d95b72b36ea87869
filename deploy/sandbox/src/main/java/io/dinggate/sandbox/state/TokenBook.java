package io.dinggate.sandbox.state;

import io.dinggate.sandbox.World.App;
import io.dinggate.sandbox.World.InternalApp;
import io.dinggate.sandbox.World.Suite;
import io.dinggate.sandbox.state.AccessToken.Kind;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * All tokens in force. Corp tokens are new at each fetch; an internal app's token stays the same
 * while valid and is extended. Thread-safe.
 */
public final class TokenBook {
  private static final int PRUNE_ABOVE = 10_000;

  private final Clock clock;
  private final Map<String, AccessToken> tokens = new HashMap<>();
  private final Map<String, RefreshToken> refreshTokens = new HashMap<>();
  private Duration life;

  public TokenBook(Clock clock, Duration life) {
    this.clock = clock;
    this.life = life;
  }

  /** How long tokens given out from now on live. */
  public synchronized void setLife(Duration life) {
    this.life = life;
  }

  public synchronized long lifeSeconds() {
    return life.toSeconds();
  }

  /** A new token for a suite's calls in a corp; earlier ones stay valid until they expire. */
  public synchronized AccessToken corpToken(Suite suite, String corpId) {
    return mint(Kind.CORP, suite, corpId, null);
  }

  /** The token of an internal app: the present one with its life extended, or a new one. */
  public synchronized AccessToken appToken(InternalApp app) {
    Instant now = clock.instant();
    Optional<AccessToken> present =
        tokens.values().stream()
            .filter(
                token ->
                    token.kind() == Kind.CORP
                        && token.app().equals(app)
                        && token.expiresAt().isAfter(now))
            .findFirst();
    if (present.isEmpty()) {
      return mint(Kind.CORP, app, app.corpId(), null);
    }
    AccessToken extended =
        new AccessToken(present.get().value(), Kind.CORP, app, app.corpId(), null, now.plus(life));
    tokens.put(extended.value(), extended);
    return extended;
  }

  public synchronized AccessToken suiteToken(Suite suite) {
    return mint(Kind.SUITE, suite, null, null);
  }

  public synchronized AccessToken userToken(App app, String personId, @Nullable String corpId) {
    return mint(Kind.USER, app, corpId, personId);
  }

  /** A refresh token, good once, for 30 days. */
  public synchronized String refreshToken(AccessToken userToken) {
    String value = Secrets.next();
    refreshTokens.put(
        value, new RefreshToken(userToken, clock.instant().plus(Duration.ofDays(30))));
    return value;
  }

  /** Takes a refresh token out of circulation; empty if unknown, used, expired or another app's. */
  public synchronized Optional<AccessToken> redeemRefreshToken(String value, App app) {
    RefreshToken refresh = refreshTokens.get(value);
    if (refresh == null
        || !refresh.of().app().equals(app)
        || !refresh.expiresAt().isAfter(clock.instant())) {
      return Optional.empty();
    }
    refreshTokens.remove(value);
    return Optional.of(refresh.of());
  }

  /** The token of that value, of whatever kind, valid or expired. */
  public synchronized Optional<AccessToken> find(String value) {
    return Optional.ofNullable(tokens.get(value));
  }

  /** The token of that value and kind, valid or expired; empty if there is none. */
  public synchronized Optional<AccessToken> find(String value, Kind kind) {
    return find(value).filter(token -> token.kind() == kind);
  }

  public boolean isExpired(AccessToken token) {
    return !token.expiresAt().isAfter(clock.instant());
  }

  /** Makes matching tokens unknown at once, as after an uninstall. */
  public synchronized void revoke(Predicate<AccessToken> which) {
    tokens.values().removeIf(which);
  }

  /** Forgets everything. */
  public synchronized void clear() {
    tokens.clear();
    refreshTokens.clear();
  }

  private AccessToken mint(Kind kind, App app, @Nullable String corpId, @Nullable String personId) {
    Instant now = clock.instant();
    if (tokens.size() > PRUNE_ABOVE) {
      tokens.values().removeIf(token -> !token.expiresAt().isAfter(now));
      refreshTokens.values().removeIf(token -> !token.expiresAt().isAfter(now));
    }
    AccessToken token =
        new AccessToken(Secrets.next(), kind, app, corpId, personId, now.plus(life));
    tokens.put(token.value(), token);
    return token;
  }

  private record RefreshToken(AccessToken of, Instant expiresAt) {
    @Override
    public String toString() {
      return "RefreshToken[of " + of + "]";
    }
  }
}
