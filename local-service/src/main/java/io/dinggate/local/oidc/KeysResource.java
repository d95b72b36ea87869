package io.dinggate.local.oidc;

import io.dinggate.platform.keys.SigningKeys;
import io.smallrye.common.annotation.NonBlocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** The public halves of the keys that sign our tokens (RFC 7517). */
@Path(KeysResource.PATH)
class KeysResource {

  static final String PATH = "/oauth2/jwks";

  private final SigningKeys keys;

  KeysResource(SigningKeys keys) {
    this.keys = keys;
  }

  /** All keys that are in use or about to be. */
  @GET
  @Produces(MediaType.APPLICATION_JSON)
  @NonBlocking
  public String keys() {
    return keys.publicJwks();
  }
}
