package io.dinggate.local.webhook;

import io.quarkus.arc.DefaultBean;
import jakarta.enterprise.context.ApplicationScoped;

/** Nobody has an address. */
@DefaultBean
@ApplicationScoped
class NoWebhooks implements Webhooks {

  @Override
  public void announce(String owner, String id, String type, String data) {
    // nobody to tell
  }
}
