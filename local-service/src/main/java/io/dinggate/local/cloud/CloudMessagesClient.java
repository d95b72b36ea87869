package io.dinggate.local.cloud;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.dinggate.model.message.MessagesApi;
import io.quarkus.oidc.client.filter.OidcClientFilter;
import io.quarkus.rest.client.reactive.jackson.ClientObjectMapper;
import org.eclipse.microprofile.rest.client.annotation.RegisterProvider;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

@RegisterRestClient(configKey = "cloud")
@OidcClientFilter("cloud")
@RegisterProvider(OutboundFilter.class)
@RegisterProvider(SendingFilter.class)
@RegisterProvider(CloudProblems.class)
interface CloudMessagesClient extends MessagesApi {

  @ClientObjectMapper
  static ObjectMapper answers(ObjectMapper strict) {
    return LenientJson.of(strict);
  }
}
