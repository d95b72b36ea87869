package io.dinggate.local.oidc;

import io.dinggate.platform.oauth.ClientCredentialsGrant;
import io.dinggate.platform.oauth.OAuthError;
import io.dinggate.platform.oauth.OAuthException;
import io.dinggate.platform.oauth.TokenAnswer;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** Where the site's programs get their access tokens (RFC 6749 section 3.2). */
@Path(TokenResource.PATH)
@RunOnVirtualThread
class TokenResource {

  static final String PATH = "/oauth2/token";

  private final ClientCredentialsGrant grant;
  private final AccessTokens tokens;
  private final TokenConfig config;

  TokenResource(ClientCredentialsGrant grant, AccessTokens tokens, TokenConfig config) {
    this.grant = grant;
    this.tokens = tokens;
    this.config = config;
  }

  /** A token for a client that proves itself by its secret or its private key. */
  @POST
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @Produces(MediaType.APPLICATION_JSON)
  public TokenAnswer token(
      @HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorization,
      MultivaluedMap<String, String> form) {
    var granted = grant.decide(authorization, form);
    var token = tokens.issue(granted.client().clientId(), granted.scopes());
    return TokenAnswer.bearer(token, config.lifetime(), granted.scopes());
  }

  /** Refuses every other body in the words of RFC 6749 section 5.2. */
  @POST
  @Consumes(MediaType.WILDCARD)
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(hidden = true)
  public TokenAnswer notAForm() {
    throw new OAuthException(
        OAuthError.INVALID_REQUEST, "the body must be application/x-www-form-urlencoded");
  }
}
