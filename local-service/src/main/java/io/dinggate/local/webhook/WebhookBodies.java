package io.dinggate.local.webhook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dinggate.platform.keys.Sealer;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** How what is told is stored, and what is sent of it: the same text with every attempt. */
@ApplicationScoped
class WebhookBodies {

  private final Sealer sealer;
  private final ObjectMapper json;

  WebhookBodies(Sealer sealer, ObjectMapper json) {
    this.sealer = sealer;
    this.json = json;
  }

  String seal(UUID row, String data) {
    return sealer.seal(context(row), data);
  }

  /** The body of the request. */
  String body(Delivery delivery) {
    try {
      var body = json.createObjectNode();
      body.put("type", delivery.type());
      body.put("timestamp", delivery.createdAt().toString());
      body.set("data", json.readTree(sealer.open(context(delivery.id()), delivery.sealedData())));
      return json.writeValueAsString(body);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("what is announced is always JSON", e);
    }
  }

  private static String context(UUID row) {
    return "webhook_delivery.data:" + row;
  }
}
