package io.dinggate.local.oidc;

import io.dinggate.local.platform.PublicUrl;
import io.dinggate.local.platform.Scopes;
import io.dinggate.platform.oauth.ServerMetadata;
import io.smallrye.common.annotation.NonBlocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/**
 * The same document under both names that clients look for (RFC 8414 section 3, OIDC Discovery).
 */
@Path("/.well-known")
@Produces(MediaType.APPLICATION_JSON)
class MetadataResource {

  private final PublicUrl publicUrl;

  MetadataResource(PublicUrl publicUrl) {
    this.publicUrl = publicUrl;
  }

  /** For OAuth clients. */
  @GET
  @Path("oauth-authorization-server")
  @NonBlocking
  public ServerMetadata authorizationServer() {
    return metadata();
  }

  /** For clients that look where OpenID Connect puts it. */
  @GET
  @Path("openid-configuration")
  @NonBlocking
  public ServerMetadata openIdConfiguration() {
    return metadata();
  }

  private ServerMetadata metadata() {
    return ServerMetadata.of(
        publicUrl.url(),
        publicUrl.at(TokenResource.PATH),
        publicUrl.at(KeysResource.PATH),
        Scopes.ALL);
  }
}
