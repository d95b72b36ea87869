package io.dinggate.local.cloud;

import io.dinggate.model.login.LoginApi;
import io.quarkus.oidc.client.filter.OidcClientFilter;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

@RegisterRestClient(configKey = "cloud")
@OidcClientFilter("cloud")
interface CloudLoginClient extends LoginApi {}
