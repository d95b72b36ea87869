package io.dinggate.cloud.login;

import jakarta.ws.rs.core.MultivaluedMap;
import java.util.List;
import java.util.regex.Pattern;

/** What DingTalk's page put into the address. */
sealed interface CallbackQuery {

  /** The person signed in. Prints nothing: the code is a secret. */
  record SignedIn(String state, String code) implements CallbackQuery {
    @Override
    public String toString() {
      return "SignedIn[hidden]";
    }
  }

  /** The person declined, or DingTalk could not sign them in. */
  record Declined(String state) implements CallbackQuery {
    @Override
    public String toString() {
      return "Declined[hidden]";
    }
  }

  /** Nothing that DingTalk sends after a page of ours. */
  record Malformed() implements CallbackQuery {}

  /** The form of the states that we make. */
  Pattern STATE = Pattern.compile("[A-Za-z0-9_-]{43}");

  /** Longer than any code seen; visible ASCII. */
  Pattern CODE = Pattern.compile("[\\x21-\\x7E]{1,512}");

  /**
   * Reads the parameters. The code comes as {@code authCode}, as {@code code}, or as both with the
   * same value; each parameter at most once.
   */
  static CallbackQuery parse(MultivaluedMap<String, String> query) {
    var state = query.getOrDefault("state", List.of());
    var codes =
        List.of(query.getOrDefault("authCode", List.of()), query.getOrDefault("code", List.of()));
    if (state.size() != 1
        || !STATE.matcher(state.getFirst()).matches()
        || codes.stream().anyMatch(given -> given.size() > 1)) {
      return new Malformed();
    }
    var distinct = codes.stream().flatMap(List::stream).distinct().toList();
    if (query.containsKey("error")) {
      return distinct.isEmpty() ? new Declined(state.getFirst()) : new Malformed();
    }
    return distinct.size() == 1 && CODE.matcher(distinct.getFirst()).matches()
        ? new SignedIn(state.getFirst(), distinct.getFirst())
        : new Malformed();
  }
}
