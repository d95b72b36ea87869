package io.dinggate.platform.oauth;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Decides a client-credentials token request (RFC 6749 section 4.4). Safe for use by several
 * threads.
 */
public final class ClientCredentialsGrant {

  /** The value of {@code grant_type}. */
  public static final String TYPE = "client_credentials";

  private static final Pattern SCOPE = // RFC 6749 section 3.3
      Pattern.compile("[\\x21\\x23-\\x5B\\x5D-\\x7E]+( [\\x21\\x23-\\x5B\\x5D-\\x7E]+)*");

  private final ClientAuthenticator authenticator;

  public ClientCredentialsGrant(ClientAuthenticator authenticator) {
    this.authenticator = authenticator;
  }

  /**
   * What a client is given.
   *
   * @param client who asked
   * @param scopes what it asked for, or all it may have when it did not say; sorted
   */
  public record Granted(OAuthClient client, Set<String> scopes) {}

  /**
   * Decides a request.
   *
   * @param authorization the Authorization header; null when there is none
   * @param form the decoded body
   * @throws OAuthException when the request is refused
   */
  public Granted decide(@Nullable String authorization, Map<String, List<String>> form) {
    var parameters = TokenForm.of(form);
    var client = authenticator.authenticate(authorization, parameters);
    if (!parameters.require("grant_type").equals(TYPE)) {
      throw new OAuthException(OAuthError.UNSUPPORTED_GRANT_TYPE, "grant_type must be " + TYPE);
    }
    return new Granted(client, scopes(client, parameters));
  }

  /**
   * The scopes of a token for {@code client}: those that the form asks for, all of the client's
   * when it asks for none (RFC 6749 section 3.3).
   *
   * @throws OAuthException {@code invalid_scope} when it asks for more than the client may have
   */
  public static Set<String> scopes(OAuthClient client, TokenForm form) {
    var asked = form.get("scope");
    if (asked.isEmpty()) {
      return new TreeSet<>(client.scopes());
    }
    if (!SCOPE.matcher(asked.get()).matches()) {
      throw new OAuthException(OAuthError.INVALID_SCOPE, "scope is malformed");
    }
    var scopes = new TreeSet<>(List.of(asked.get().split(" ")));
    if (!client.scopes().containsAll(scopes)) {
      throw new OAuthException(
          OAuthError.INVALID_SCOPE, "the client may not have all of these scopes");
    }
    return scopes;
  }
}
