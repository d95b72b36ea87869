package io.dinggate.platform.oauth;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The form parameters of a token request, each at most once. Holds secrets: prints none. */
public final class TokenForm {

  private final Map<String, String> values;

  private TokenForm(Map<String, String> values) {
    this.values = Map.copyOf(values);
  }

  /**
   * Reads a decoded form.
   *
   * @throws OAuthException {@code invalid_request} when a parameter stands there more than once
   *     (RFC 6749 section 3.2)
   */
  public static TokenForm of(Map<String, List<String>> form) {
    var values = new HashMap<String, String>();
    form.forEach(
        (name, given) -> {
          if (given.size() > 1) {
            throw new OAuthException(
                OAuthError.INVALID_REQUEST, "a parameter is given more than once");
          }
          // RFC 6749 section 3.2: a parameter without a value counts as left out.
          if (given.size() == 1 && !given.getFirst().isEmpty()) {
            values.put(name, given.getFirst());
          }
        });
    return new TokenForm(values);
  }

  /** The value of a parameter, if it was given. */
  public Optional<String> get(String name) {
    return Optional.ofNullable(values.get(name));
  }

  /**
   * The value of a parameter that must be there.
   *
   * @throws OAuthException {@code invalid_request}
   */
  public String require(String name) {
    return get(name)
        .orElseThrow(
            () ->
                new OAuthException(
                    OAuthError.INVALID_REQUEST, "the parameter " + name + " is missing"));
  }

  /** Whether a parameter was given with a value. */
  public boolean has(String name) {
    return values.containsKey(name);
  }

  @Override
  public String toString() {
    return "TokenForm" + values.keySet();
  }
}
