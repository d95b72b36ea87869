package io.dinggate.local.platform;

import java.util.Map;

/** From whom the address of a client is believed. */
public final class HttpSettings extends DerivedSettings {

  public HttpSettings() {
    super("dinggate http settings");
  }

  @Override
  protected Map<String, String> derive(Ours ours) {
    var proxies = ours.value("dinggate.http.trusted-proxies");
    return proxies == null
        ? Map.of()
        : Map.of(
            "quarkus.http.proxy.proxy-address-forwarding",
            "true",
            "quarkus.http.proxy.trusted-proxies",
            proxies);
  }
}
