package io.dinggate.platform.oauth;

import io.dinggate.platform.Tokens;
import io.dinggate.platform.keys.SecretHash;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Says which client sent a token request, by {@code client_secret_basic} or {@code
 * private_key_jwt}. Safe for use by several threads.
 */
public final class ClientAuthenticator {

  /** How a client may say who it is, by the names of OAuth. */
  static final List<String> METHODS = List.of("client_secret_basic", "private_key_jwt");

  private static final String ADVICE = "use " + String.join(" or ", METHODS);

  private final ClientSecrets secrets;
  private final ClientAssertions assertions;

  /**
   * Nothing is cached: a client that has left the books is unknown from the next request on.
   *
   * @param clients the books
   * @param rules for {@code private_key_jwt}
   * @param used remembers assertions
   * @param clock of this server
   */
  public ClientAuthenticator(
      OAuthClients clients, AssertionRules rules, JtiStore used, Clock clock) {
    this.secrets = new ClientSecrets(clients, SecretHash.of(Tokens.random256()));
    this.assertions = new ClientAssertions(clients, rules, used, clock);
  }

  /**
   * The authenticated client.
   *
   * @param authorization the request's Authorization header; null when it has none
   * @param form the request's body
   * @throws OAuthException {@code invalid_client}, or {@code invalid_request} for contradictions
   */
  public OAuthClient authenticate(@Nullable String authorization, TokenForm form) {
    var asserted = form.has("client_assertion") || form.has("client_assertion_type");
    if (form.has("client_secret")) {
      // RFC 6749 section 2.3.1 advises against secrets in the body; they are not read here.
      throw new OAuthException(OAuthError.INVALID_CLIENT, ADVICE);
    }
    if (authorization != null && asserted) {
      // RFC 6749 section 2.3: not more than one method per request.
      throw new OAuthException(
          OAuthError.INVALID_REQUEST, "the client authenticates in more than one way");
    }
    if (authorization != null) {
      return secrets.authenticate(authorization, form);
    }
    if (asserted) {
      return assertions.authenticate(form);
    }
    throw new OAuthException(OAuthError.INVALID_CLIENT, ADVICE);
  }
}
