package io.dinggate.local.message;

import io.dinggate.local.platform.Caller;
import io.dinggate.local.platform.Caller.ClientCaller;
import io.dinggate.local.platform.Caller.SessionCaller;
import io.dinggate.local.platform.Scopes;
import io.dinggate.model.problem.ApiException;
import io.dinggate.model.problem.ErrorCode;
import org.jspecify.annotations.Nullable;

/** Whose messages a caller may look after. */
final class Operators {

  private Operators() {}

  /** Whether the caller may look after everybody's. */
  static boolean isOne(Caller caller) {
    return switch (caller) {
      case SessionCaller session -> session.operator();
      case ClientCaller client -> client.may(Scopes.OPERATOR);
    };
  }

  /**
   * Whose messages are meant.
   *
   * @param named another caller's key; null for the caller's own
   * @throws ApiException {@code forbidden} when somebody else is named by who is no operator
   */
  static String owner(Caller caller, @Nullable String named) {
    if (named == null || named.equals(caller.key())) {
      return caller.key();
    }
    if (!isOne(caller)) {
      throw new ApiException(ErrorCode.FORBIDDEN, "needs an operator of the site");
    }
    return named;
  }
}
