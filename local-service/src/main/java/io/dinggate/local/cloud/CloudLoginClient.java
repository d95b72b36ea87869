package io.dinggate.local.cloud;

import io.dinggate.model.login.LoginApi;
import io.quarkus.oidc.client.filter.OidcClientFilter;
import org.eclipse.microprofile.rest.client.annotation.RegisterProvider;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

@RegisterRestClient(configKey = "cloud")
@OidcClientFilter("cloud")
@RegisterProvider(OutboundFilter.class)
@RegisterProvider(SendingFilter.class)
@RegisterProvider(CloudProblems.class)
interface CloudLoginClient extends LoginApi {}
