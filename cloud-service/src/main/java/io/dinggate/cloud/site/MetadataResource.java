package io.dinggate.cloud.site;

import io.dinggate.cloud.platform.CloudConfig;
import io.dinggate.platform.oauth.ServerMetadata;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;

/** Describes the token endpoint, under the two names that clients look for. */
@Path("/.well-known")
@PermitAll
@Produces(MediaType.APPLICATION_JSON)
class MetadataResource {

  private final CloudConfig cloud;
  private final AccessTokenIssuer issuer;

  MetadataResource(CloudConfig cloud, AccessTokenIssuer issuer) {
    this.cloud = cloud;
    this.issuer = issuer;
  }

  /** RFC 8414 section 3. */
  @GET
  @Path("oauth-authorization-server")
  public ServerMetadata authorizationServer() {
    issuer.requireActive();
    var url = cloud.publicUrl();
    return ServerMetadata.of(
        url, URI.create(url + TokenResource.PATH), URI.create(url + JwksResource.PATH), Scopes.ALL);
  }

  /** OpenID Connect Discovery 1.0 section 4, for clients that know no other name. */
  @GET
  @Path("openid-configuration")
  public ServerMetadata openidConfiguration() {
    return authorizationServer();
  }
}
