package io.dinggate.local.login;

import io.dinggate.local.platform.SessionSource;
import io.dinggate.platform.Tokens;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.NewCookie.SameSite;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The two cookies of a browser. The prefix makes browsers refuse them from other hosts, other paths
 * and insecure origins (RFC 6265bis section 4.1.3.2); Lax lets them come along when DingTalk sends
 * the browser back.
 */
@Singleton
class LoginCookies {

  /** Ties logins to the browser that began them; one for all its tabs. */
  static final String BROWSER = "__Host-dinggate-browser";

  private static final Pattern KEY = Pattern.compile("[A-Za-z0-9_-]{43}");

  private final LoginConfig logins;
  private final SessionConfig sessions;

  LoginCookies(LoginConfig logins, SessionConfig sessions) {
    this.logins = logins;
    this.sessions = sessions;
  }

  /** The key that the browser has, or a new one. */
  String browserKey(@Nullable String cookie) {
    return cookie != null && KEY.matcher(cookie).matches() ? cookie : Tokens.random256();
  }

  /** Lives on with every login that is begun, so that it outlives each of them. */
  NewCookie browser(String key) {
    return cookie(BROWSER, key, logins.lifetime().plus(Duration.ofMinutes(5)));
  }

  NewCookie session(String token) {
    return cookie(SessionSource.COOKIE, token, sessions.maxAge());
  }

  NewCookie noSession() {
    return cookie(SessionSource.COOKIE, "", Duration.ZERO);
  }

  private static NewCookie cookie(String name, String value, Duration maxAge) {
    return new NewCookie.Builder(name)
        .value(value)
        .path("/")
        .maxAge((int) maxAge.toSeconds())
        .httpOnly(true)
        .secure(true)
        .sameSite(SameSite.LAX)
        .build();
  }
}
