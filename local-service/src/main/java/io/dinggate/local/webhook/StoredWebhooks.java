package io.dinggate.local.webhook;

import io.dinggate.local.platform.Clients;
import io.dinggate.local.platform.WebhookTarget;
import io.dinggate.platform.Ids;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.function.Supplier;

/** {@link Webhooks} by a row of the database, which the sender finds after the commit. */
@ApplicationScoped
class StoredWebhooks implements Webhooks {

  /** What the key of an API client begins with, see {@code Caller.ClientCaller}. */
  private static final String CLIENT = "client:";

  private final Supplier<Map<String, WebhookTarget>> targets;
  private final DeliveryTable deliveries;
  private final WebhookBodies bodies;
  private final WebhookConfig config;

  @Inject
  StoredWebhooks(
      Clients clients, DeliveryTable deliveries, WebhookBodies bodies, WebhookConfig config) {
    this(clients::webhooks, deliveries, bodies, config);
  }

  StoredWebhooks(
      Supplier<Map<String, WebhookTarget>> targets,
      DeliveryTable deliveries,
      WebhookBodies bodies,
      WebhookConfig config) {
    this.targets = targets;
    this.deliveries = deliveries;
    this.bodies = bodies;
    this.config = config;
  }

  @Override
  public void announce(String owner, String id, String type, String data) {
    if (!owner.startsWith(CLIENT)) {
      return;
    }
    var client = owner.substring(CLIENT.length());
    if (targets.get().containsKey(client)) {
      add(client, id, type, data);
    }
  }

  @Override
  public void announceEvent(String event, String id, String type, String data) {
    targets
        .get()
        .forEach(
            (client, target) -> {
              if (target.wantsEvent(event)) {
                add(client, id, type, data);
              }
            });
  }

  private void add(String client, String id, String type, String data) {
    var row = Ids.uuidV7();
    deliveries.add(row, client, id, type, bodies.seal(row, data), config.giveUpAfter());
  }
}
