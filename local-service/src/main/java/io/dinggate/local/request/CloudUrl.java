package io.dinggate.local.request;

import io.dinggate.local.cloud.CloudConfig;
import io.dinggate.model.request.RequestToken;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;

/** Where browsers find the cloud. */
@ApplicationScoped
public class CloudUrl {

  private final String url;

  CloudUrl(RequestConfig config, CloudConfig cloud) {
    this.url = of(config.cloudUrl().orElse(cloud.url()));
  }

  /** Without slashes at its end, as the cloud writes its own. */
  static String of(URI configured) {
    return configured.toString().replaceAll("/+$", "");
  }

  /** Where they post requests to. */
  URI requests() {
    return URI.create(url + RequestToken.PATH);
  }

  /** What a page must be let connect to, as a source of a content security policy. */
  public String source() {
    var parsed = URI.create(url);
    return parsed.getScheme() + "://" + parsed.getRawAuthority();
  }
}
