package io.dinggate.local.oidc;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.net.URI;
import java.util.List;

/**
 * What this authorisation server offers (RFC 8414 section 2).
 *
 * @param issuer names it, and stands in every token
 * @param tokenEndpoint where tokens are given out
 * @param jwksUri where the keys are
 * @param scopesSupported all scopes of the site
 * @param responseTypesSupported none: nobody signs in by authorisation code here
 * @param grantTypesSupported what the token endpoint grants
 * @param tokenEndpointAuthMethodsSupported how programs prove themselves
 * @param tokenEndpointAuthSigningAlgValuesSupported what their keys may sign with
 */
record ServerMetadata(
    URI issuer,
    @JsonProperty("token_endpoint") URI tokenEndpoint,
    @JsonProperty("jwks_uri") URI jwksUri,
    @JsonProperty("scopes_supported") List<String> scopesSupported,
    @JsonProperty("response_types_supported") List<String> responseTypesSupported,
    @JsonProperty("grant_types_supported") List<String> grantTypesSupported,
    @JsonProperty("token_endpoint_auth_methods_supported")
        List<String> tokenEndpointAuthMethodsSupported,
    @JsonProperty("token_endpoint_auth_signing_alg_values_supported")
        List<String> tokenEndpointAuthSigningAlgValuesSupported) {}
