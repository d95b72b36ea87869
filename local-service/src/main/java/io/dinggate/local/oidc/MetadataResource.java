package io.dinggate.local.oidc;

import io.dinggate.local.platform.PublicUrl;
import io.dinggate.local.platform.Scopes;
import io.dinggate.platform.oauth.ClientCredentialsGrant;
import io.smallrye.common.annotation.NonBlocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;

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
    return new ServerMetadata(
        publicUrl.url(),
        publicUrl.at(TokenResource.PATH),
        publicUrl.at(KeysResource.PATH),
        Scopes.ALL.stream().sorted().toList(),
        List.of(),
        List.of(ClientCredentialsGrant.TYPE),
        List.of("client_secret_basic", "private_key_jwt"),
        List.of("RS256", "PS256", "ES256"));
  }
}
