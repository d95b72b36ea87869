package io.dinggate.cloud.site;

import static org.eclipse.microprofile.openapi.OASFactory.createOAuthFlow;
import static org.eclipse.microprofile.openapi.OASFactory.createOAuthFlows;
import static org.eclipse.microprofile.openapi.OASFactory.createSecurityScheme;

import java.util.TreeSet;
import org.eclipse.microprofile.openapi.models.PathItem.HttpMethod;
import org.eclipse.microprofile.openapi.models.security.SecurityScheme;

/** How a site gets and uses its access token, for the OpenAPI document. */
final class SiteTokenScheme {

  private SiteTokenScheme() {}

  static SecurityScheme scheme() {
    var flow = createOAuthFlow().tokenUrl(TokenResource.PATH);
    new TreeSet<>(Scopes.ALL).forEach(scope -> flow.addScope(scope, scope));
    return createSecurityScheme()
        .type(SecurityScheme.Type.OAUTH2)
        .flows(createOAuthFlows().clientCredentials(flow));
  }

  /** The scope that a call needs. */
  static String scope(String path, HttpMethod method) {
    if (path.startsWith("/api/v1/logins")) {
      return Scopes.LOGINS;
    }
    if (path.startsWith("/api/v1/messages")) {
      return method == HttpMethod.GET ? Scopes.MESSAGES_READ : Scopes.MESSAGES_SEND;
    }
    return Scopes.USERS_READ;
  }
}
