package io.dinggate.local.login;

import io.dinggate.model.InvalidValueException;
import io.dinggate.model.LoginId;
import io.dinggate.model.login.LoginTicket;
import io.dinggate.model.problem.ErrorCode;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a browser brings to the return URL. Whatever cannot be what it should be counts as absent.
 *
 * @param login which login it claims to come back from
 * @param ticket the proof that somebody signed in
 * @param error why nobody did
 * @param browserKey from the browser's cookie
 * @param sessionToken of a session that the browser has already
 * @param address where it calls from
 */
record ReturningBrowser(
    Optional<LoginId> login,
    Optional<LoginTicket> ticket,
    Optional<ErrorCode> error,
    Optional<String> browserKey,
    Optional<String> sessionToken,
    String address) {

  static ReturningBrowser of(
      @Nullable String login,
      @Nullable String ticket,
      @Nullable String error,
      @Nullable String browserKey,
      @Nullable String sessionToken,
      String address) {
    return new ReturningBrowser(
        value(login, LoginId::new),
        value(ticket, LoginTicket::new),
        Optional.ofNullable(error).map(ErrorCode::parse),
        Optional.ofNullable(browserKey),
        Optional.ofNullable(sessionToken),
        address);
  }

  private static <T> Optional<T> value(@Nullable String text, Function<String, T> type) {
    try {
      return Optional.ofNullable(text).map(type);
    } catch (InvalidValueException e) {
      return Optional.empty();
    }
  }

  @Override
  public String toString() {
    return "ReturningBrowser[" + login + "]";
  }
}
