package io.dinggate.cloud.site;

import static io.quarkus.oidc.runtime.OidcTenantConfig.ApplicationType.SERVICE;
import static io.quarkus.oidc.runtime.OidcTenantConfig.Roles.Source.accesstoken;
import static java.util.stream.Collectors.toUnmodifiableMap;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.util.Base64URL;
import io.dinggate.cloud.platform.CloudConfig;
import io.dinggate.platform.keys.SigningKeys;
import io.quarkus.oidc.OidcRequestContext;
import io.quarkus.oidc.OidcTenantConfig;
import io.quarkus.oidc.TenantConfigResolver;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.text.ParseException;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;

/**
 * Lets quarkus-oidc check our own tokens with the keys that this process holds. Fetching them from
 * our own JWKS address instead would need an HTTP call for every made-up key id, and a service that
 * reaches itself. An external issuer is left to {@code quarkus.oidc.*}.
 */
@ApplicationScoped
class OwnIssuer implements TenantConfigResolver {

  private static final String BEARER = "Bearer ";

  private final boolean issues;
  private final Map<String, OidcTenantConfig> byKeyId;
  private final OidcTenantConfig active;

  OwnIssuer(SigningKeys keys, CloudConfig cloud, TokenConfig config) {
    this.issues = config.issue();
    this.byKeyId =
        publicKeys(keys).getKeys().stream()
            .collect(toUnmodifiableMap(JWK::getKeyID, key -> tenant(key, cloud)));
    this.active = Objects.requireNonNull(byKeyId.get(keys.active().id()));
  }

  @Override
  public Uni<OidcTenantConfig> resolve(
      RoutingContext request, OidcRequestContext<OidcTenantConfig> context) {
    return issues ? Uni.createFrom().item(tenantOf(request)) : Uni.createFrom().nullItem();
  }

  /** By the key id that the token claims; one of no key of ours fails at the active key. */
  private OidcTenantConfig tenantOf(RoutingContext request) {
    var authorization = request.request().getHeader(HttpHeaders.AUTHORIZATION);
    if (authorization == null || !authorization.startsWith(BEARER)) {
      return active;
    }
    var dot = authorization.indexOf('.');
    if (dot < 0) {
      return active;
    }
    try {
      var header = JWSHeader.parse(new Base64URL(authorization.substring(BEARER.length(), dot)));
      return header.getKeyID() == null ? active : byKeyId.getOrDefault(header.getKeyID(), active);
    } catch (ParseException | IllegalArgumentException e) {
      return active;
    }
  }

  private static OidcTenantConfig tenant(JWK key, CloudConfig cloud) {
    return OidcTenantConfig.builder()
        .tenantId("own-" + key.getKeyID())
        .applicationType(SERVICE)
        .publicKey(encoded(key))
        .token()
        .issuer(cloud.publicUrl().toString())
        .audience(AccessTokenIssuer.AUDIENCE)
        .subjectRequired()
        .allowJwtIntrospection(false)
        .allowOpaqueTokenIntrospection(false)
        .end()
        .roles(accesstoken, "scope")
        .build();
  }

  private static JWKSet publicKeys(SigningKeys keys) {
    try {
      return JWKSet.parse(keys.publicJwks());
    } catch (ParseException e) {
      throw new IllegalStateException("our own keys are always a key set", e);
    }
  }

  private static String encoded(JWK key) {
    try {
      return Base64.getEncoder().encodeToString(key.toRSAKey().toRSAPublicKey().getEncoded());
    } catch (JOSEException e) {
      throw new IllegalStateException("our own keys are always RSA", e);
    }
  }
}
