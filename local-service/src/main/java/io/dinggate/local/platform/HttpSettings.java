package io.dinggate.local.platform;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** From whom the address of a client is believed, and where this service reaches itself. */
public final class HttpSettings extends DerivedSettings {

  private static final Set<String> ALL_ADDRESSES = Set.of("0.0.0.0", "::");

  public HttpSettings() {
    super("dinggate http settings");
  }

  @Override
  protected Map<String, String> derive(Ours ours) {
    var settings = new HashMap<String, String>();
    var proxies = ours.value("dinggate.http.trusted-proxies");
    if (proxies != null) {
      settings.put("quarkus.http.proxy.proxy-address-forwarding", "true");
      settings.put("quarkus.http.proxy.trusted-proxies", proxies);
    }
    var host = ours.value("dinggate.http.host");
    if (host != null && !ALL_ADDRESSES.contains(host)) {
      settings.put("own.host", host.contains(":") ? "[" + host + "]" : host);
    }
    return settings;
  }
}
