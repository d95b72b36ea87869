package io.dinggate.cloud.site;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.net.URI;
import java.util.List;

/**
 * What a client needs to know to get a token (RFC 8414 section 2).
 *
 * @param issuer the value of {@code iss} in our tokens
 * @param tokenEndpoint where to ask
 * @param jwksUri where the keys are
 * @param scopesSupported what to ask for
 * @param responseTypesSupported none: there is no authorization endpoint
 * @param grantTypesSupported client credentials
 * @param tokenEndpointAuthMethodsSupported how a site says who it is
 * @param tokenEndpointAuthSigningAlgValuesSupported what client assertions may be signed with
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
record IssuerMetadata(
    URI issuer,
    URI tokenEndpoint,
    URI jwksUri,
    List<String> scopesSupported,
    List<String> responseTypesSupported,
    List<String> grantTypesSupported,
    List<String> tokenEndpointAuthMethodsSupported,
    List<String> tokenEndpointAuthSigningAlgValuesSupported) {

  static IssuerMetadata of(URI publicUrl) {
    return new IssuerMetadata(
        publicUrl,
        URI.create(publicUrl + TokenResource.PATH),
        URI.create(publicUrl + JwksResource.PATH),
        Scopes.ALL.stream().sorted().toList(),
        List.of(),
        List.of("client_credentials"),
        List.of("client_secret_basic", "private_key_jwt"),
        List.of("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"));
  }
}
