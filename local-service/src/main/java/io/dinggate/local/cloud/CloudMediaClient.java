package io.dinggate.local.cloud;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.dinggate.model.media.MediaApi;
import io.quarkus.oidc.client.filter.OidcClientFilter;
import io.quarkus.rest.client.reactive.jackson.ClientObjectMapper;
import org.eclipse.microprofile.rest.client.annotation.RegisterProvider;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** May take longer than the others, on connections of its own. */
@RegisterRestClient(configKey = "cloud-media")
@OidcClientFilter("cloud")
@RegisterProvider(OutboundFilter.class)
@RegisterProvider(SendingFilter.class)
@RegisterProvider(CloudProblems.class)
interface CloudMediaClient extends MediaApi {

  @ClientObjectMapper
  static ObjectMapper answers(ObjectMapper strict) {
    return LenientJson.of(strict);
  }
}
