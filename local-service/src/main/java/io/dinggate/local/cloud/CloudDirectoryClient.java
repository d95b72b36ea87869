package io.dinggate.local.cloud;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.dinggate.model.directory.DirectoryApi;
import io.quarkus.oidc.client.filter.OidcClientFilter;
import io.quarkus.rest.client.reactive.jackson.ClientObjectMapper;
import org.eclipse.microprofile.rest.client.annotation.RegisterProvider;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

@RegisterRestClient(configKey = "cloud")
@OidcClientFilter("cloud")
@RegisterProvider(OutboundFilter.class)
@RegisterProvider(SendingFilter.class)
@RegisterProvider(CloudProblems.class)
interface CloudDirectoryClient extends DirectoryApi {

  @ClientObjectMapper
  static ObjectMapper answers(ObjectMapper strict) {
    return LenientJson.of(strict);
  }
}
