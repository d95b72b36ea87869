package io.dinggate.local.cloud;

import io.dinggate.model.message.MessagesApi;
import io.quarkus.oidc.client.filter.OidcClientFilter;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

@RegisterRestClient(configKey = "cloud")
@OidcClientFilter("cloud")
interface CloudMessagesClient extends MessagesApi {}
