package io.dinggate.cloud.site;

import io.dinggate.platform.keys.SigningKeys;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.ResponseHeader;

/** Publishes the keys that access tokens are signed with (RFC 7517 section 5). */
@Path(JwksResource.PATH)
@PermitAll
@Produces(MediaType.APPLICATION_JSON)
class JwksResource {

  static final String PATH = "/oauth2/jwks";

  private final SigningKeys keys;
  private final AccessTokenIssuer issuer;

  JwksResource(SigningKeys keys, AccessTokenIssuer issuer) {
    this.keys = keys;
    this.issuer = issuer;
  }

  /** The public halves of all signing keys. */
  @GET
  @ResponseHeader(name = HttpHeaders.CACHE_CONTROL, value = "public, max-age=300")
  public String keys() {
    issuer.requireActive();
    return keys.publicJwks();
  }
}
