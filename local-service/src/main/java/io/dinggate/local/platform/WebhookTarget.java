package io.dinggate.local.platform;

import java.net.URI;
import java.util.List;
import java.util.Set;

/**
 * Where an API client wants to be told what happens.
 *
 * @param url an absolute http or https address
 * @param secrets that sign what is sent there, {@code whsec_} and base64; two during a rotation
 * @param events the types of DingTalk's events that it wants to know of; {@code *} for all
 */
public record WebhookTarget(URI url, List<String> secrets, Set<String> events) {

  /** All types of events. */
  static final String EVERY_EVENT = "*";

  public WebhookTarget {
    secrets = List.copyOf(secrets);
    events = Set.copyOf(events);
  }

  /** Whether it wants to know of events of that type. */
  public boolean wantsEvent(String type) {
    return events.contains(EVERY_EVENT) || events.contains(type);
  }

  /** Addresses of this kind carry secrets now and then. */
  @Override
  public String toString() {
    return "WebhookTarget[...]";
  }
}
