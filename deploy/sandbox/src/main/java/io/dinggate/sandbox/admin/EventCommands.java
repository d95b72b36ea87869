package io.dinggate.sandbox.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dinggate.sandbox.event.EventPusher;
import io.dinggate.sandbox.event.PushOutcome;
import io.dinggate.sandbox.event.PushOutcome.Attempt;
import io.dinggate.sandbox.http.Json;
import java.net.URI;

/** Pushes events by {@code {"app": …, "event": …}}; the answer tells every attempt. */
final class EventCommands {
  private final EventPusher pusher;

  EventCommands(EventPusher pusher) {
    this.pusher = pusher;
  }

  void setCallbackUrl(AdminCall call) {
    pusher.callbackUrl(call.text("app"), URI.create(call.text("url")));
  }

  Object push(AdminCall call) {
    String app = call.text("app");
    return document(
        switch (call.text("event")) {
          case "check_url" -> pusher.checkUrl(app);
          case "check_create_suite_url" -> pusher.checkCreateSuiteUrl(app);
          case "check_update_suite_url" -> pusher.checkUpdateSuiteUrl(app);
          case "suite_ticket" -> suiteTicket(call, app);
          case "legacy_suite_ticket" -> pusher.legacySuiteTicket(app);
          case "tmp_auth_code" -> pusher.temporaryAuthCode(app, call.text("corp"));
          case "org_suite_auth" -> pusher.authorise(app, call.text("corp"));
          case "org_suite_change" -> pusher.change(app, call.text("corp"));
          case "org_suite_relieve" -> pusher.relieve(app, call.text("corp"));
          case "org_micro_app_stop" -> pusher.stop(app, call.text("corp"));
          case "org_micro_app_restore" -> pusher.restore(app, call.text("corp"));
          case "raw" -> pusher.push(app, raw(call));
          default -> throw new IllegalArgumentException("No event is called " + call.text("event"));
        });
  }

  private PushOutcome suiteTicket(AdminCall call, String app) {
    String next = call.optionalText("suiteTicket");
    return next == null ? pusher.suiteTicket(app) : pusher.suiteTicket(app, next);
  }

  /** A JSON value is pushed as its text, a text as it is. */
  private static String raw(AdminCall call) {
    JsonNode body = call.body().path("body");
    if (body.isMissingNode()) {
      throw new IllegalArgumentException("The field body is missing");
    }
    return body.isTextual() ? body.asText() : Json.write(body);
  }

  private static ObjectNode document(PushOutcome outcome) {
    ObjectNode document = Json.object().put("delivered", outcome.delivered());
    ArrayNode attempts = document.putArray("attempts");
    for (Attempt attempt : outcome.attempts()) {
      attempts
          .addObject()
          .put("status", attempt.status())
          .put("acknowledged", attempt.acknowledged())
          .put("problem", attempt.problem())
          .put("tookMillis", attempt.took().toMillis());
    }
    return document;
  }
}
