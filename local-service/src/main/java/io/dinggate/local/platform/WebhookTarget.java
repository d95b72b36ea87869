package io.dinggate.local.platform;

import java.net.URI;
import java.util.List;

/**
 * Where an API client wants to be told what happens.
 *
 * @param url an absolute http or https address
 * @param secrets that sign what is sent there, {@code whsec_} and base64; two during a rotation
 */
public record WebhookTarget(URI url, List<String> secrets) {

  public WebhookTarget {
    secrets = List.copyOf(secrets);
  }

  /** Addresses of this kind carry secrets now and then. */
  @Override
  public String toString() {
    return "WebhookTarget[...]";
  }
}
