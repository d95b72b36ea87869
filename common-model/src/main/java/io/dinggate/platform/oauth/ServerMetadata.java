package io.dinggate.platform.oauth;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.net.URI;
import java.util.Collection;
import java.util.List;

/**
 * What a client needs to know to get a token (RFC 8414 section 2).
 *
 * @param issuer the value of {@code iss} in the tokens
 * @param tokenEndpoint where to ask
 * @param jwksUri where the keys are
 * @param scopesSupported what to ask for
 * @param responseTypesSupported none: there is no authorization endpoint
 * @param grantTypesSupported client credentials
 * @param tokenEndpointAuthMethodsSupported how a client says who it is
 * @param tokenEndpointAuthSigningAlgValuesSupported what client assertions may be signed with
 */
public record ServerMetadata(
    URI issuer,
    @JsonProperty("token_endpoint") URI tokenEndpoint,
    @JsonProperty("jwks_uri") URI jwksUri,
    @JsonProperty("scopes_supported") List<String> scopesSupported,
    @JsonProperty("response_types_supported") List<String> responseTypesSupported,
    @JsonProperty("grant_types_supported") List<String> grantTypesSupported,
    @JsonProperty("token_endpoint_auth_methods_supported")
        List<String> tokenEndpointAuthMethodsSupported,
    @JsonProperty("token_endpoint_auth_signing_alg_values_supported")
        List<String> tokenEndpointAuthSigningAlgValuesSupported) {

  /**
   * Of a service that grants what {@link ClientCredentialsGrant} does, to whom {@link
   * ClientAuthenticator} knows.
   *
   * @param issuer the service's own address
   * @param tokenEndpoint where it grants
   * @param jwksUri where it publishes its keys
   * @param scopes all that it may grant
   */
  public static ServerMetadata of(
      URI issuer, URI tokenEndpoint, URI jwksUri, Collection<String> scopes) {
    return new ServerMetadata(
        issuer,
        tokenEndpoint,
        jwksUri,
        scopes.stream().sorted().toList(),
        List.of(),
        List.of(ClientCredentialsGrant.TYPE),
        ClientAuthenticator.METHODS,
        AssertionSignatures.names());
  }
}
