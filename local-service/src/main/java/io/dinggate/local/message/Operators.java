package io.dinggate.local.message;

import io.dinggate.local.platform.Caller;
import io.dinggate.local.platform.Caller.ClientCaller;
import io.dinggate.local.platform.Caller.SessionCaller;
import io.dinggate.local.platform.Scopes;
import io.dinggate.model.problem.ApiException;
import io.dinggate.model.problem.ErrorCode;
import org.jspecify.annotations.Nullable;

/** Whose messages, and requests, a caller may look after. */
public final class Operators {

  /** Stands for all callers, where a list is asked for. */
  public static final String EVERYBODY = "*";

  private Operators() {}

  /** Whether the caller may look after everybody's. */
  public static boolean isOne(Caller caller) {
    return switch (caller) {
      case SessionCaller session -> session.operator();
      case ClientCaller client -> client.may(Scopes.OPERATOR);
    };
  }

  /**
   * Whose are meant.
   *
   * @param named another caller's key; null for the caller's own
   * @throws ApiException {@code forbidden} when somebody else is named by who is no operator
   */
  public static String owner(Caller caller, @Nullable String named) {
    if (named == null || named.equals(caller.key())) {
      return caller.key();
    }
    if (!isOne(caller)) {
      throw new ApiException(ErrorCode.FORBIDDEN, "needs an operator of the site");
    }
    return named;
  }
}
