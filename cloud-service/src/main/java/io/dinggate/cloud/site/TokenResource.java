package io.dinggate.cloud.site;

import io.dinggate.cloud.registry.Registry;
import io.dinggate.platform.oauth.ClientCredentialsGrant;
import io.dinggate.platform.oauth.OAuthError;
import io.dinggate.platform.oauth.OAuthException;
import io.dinggate.platform.oauth.TokenAnswer;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.ResponseHeader;
import org.jspecify.annotations.Nullable;

/** The token endpoint of sites and operators (RFC 6749 section 3.2). */
@Path(TokenResource.PATH)
@PermitAll
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
class TokenResource {

  static final String PATH = "/oauth2/token";

  private final ClientCredentialsGrant grant;
  private final AccessTokenIssuer issuer;
  private final Registry registry;

  TokenResource(ClientCredentialsGrant grant, AccessTokenIssuer issuer, Registry registry) {
    this.grant = grant;
    this.issuer = issuer;
    this.registry = registry;
  }

  /** Issues an access token. */
  @POST
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @ResponseHeader(name = HttpHeaders.CACHE_CONTROL, value = "no-store")
  public TokenAnswer token(
      @HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorization,
      MultivaluedMap<String, String> form) {
    issuer.requireActive();
    var granted = grant.decide(authorization, form);
    var client = granted.client().clientId();
    return issuer.issue(subject(client), client, granted.scopes());
  }

  private String subject(String client) {
    var snapshot = registry.snapshot();
    return snapshot
        .siteByClientId(client)
        .map(site -> site.id().value())
        .or(() -> snapshot.operatorByClientId(client).map(CurrentOperator::subject))
        .orElseThrow(
            () -> new OAuthException(OAuthError.INVALID_CLIENT, "the client is not known"));
  }

  /** Refuses every other body in the words of RFC 6749 section 5.2. */
  @POST
  @Consumes(MediaType.WILDCARD)
  @Operation(hidden = true)
  public TokenAnswer notAForm() {
    issuer.requireActive();
    throw new OAuthException(
        OAuthError.INVALID_REQUEST, "the body must be application/x-www-form-urlencoded");
  }
}
