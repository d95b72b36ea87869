package io.dinggate.cloud.dingtalk;

import io.dinggate.platform.keys.TrustedCertificates;
import io.dinggate.platform.start.HostAndPort;
import io.quarkus.rest.client.reactive.QuarkusRestClientBuilder;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.concurrent.TimeUnit;

/** Makes the clients of both APIs from our configuration: addresses, deadlines, proxy, trust. */
@Singleton
final class DingTalkClients {

  private final DingTalkConfig config;

  DingTalkClients(DingTalkConfig config) {
    this.config = config;
  }

  @Produces
  @Singleton
  OapiClient oapi() {
    return builder(config.oapiUrl()).build(OapiClient.class);
  }

  /** Reads nothing until the whole file has gone, so silence is only cut off with the upload. */
  @Produces
  @Singleton
  UploadClient uploads() {
    return builder(config.oapiUrl())
        .readTimeout(config.uploadTimeout().toMillis(), TimeUnit.MILLISECONDS)
        .build(UploadClient.class);
  }

  @Produces
  @Singleton
  ApiClient api() {
    return builder(config.apiUrl()).build(ApiClient.class);
  }

  private QuarkusRestClientBuilder builder(URI address) {
    var builder =
        QuarkusRestClientBuilder.newBuilder()
            .baseUri(address)
            .connectTimeout(config.connectTimeout().toMillis(), TimeUnit.MILLISECONDS)
            .readTimeout(config.readTimeout().toMillis(), TimeUnit.MILLISECONDS)
            .followRedirects(false)
            // DingTalkCalls lets no more in, so that nobody waits in the pool with a running
            // deadline.
            .property("io.quarkus.rest.client.connection-pool-size", config.connections())
            .disableDefaultMapper(true);
    config
        .proxy()
        .map(HostAndPort::parse)
        .ifPresent(proxy -> builder.proxyAddress(proxy.host(), proxy.port()));
    config.caFile().map(TrustedCertificates::read).ifPresent(builder::trustStore);
    return builder;
  }
}
