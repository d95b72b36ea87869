package io.dinggate.sandbox.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dinggate.sandbox.World.Membership;
import io.dinggate.sandbox.World.Person;
import io.dinggate.sandbox.http.Journal;
import io.dinggate.sandbox.http.Json;
import io.dinggate.sandbox.message.MessageBook.Counts;
import io.dinggate.sandbox.state.State;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/** Looks at the sandbox and changes what it believes. */
final class StateCommands {
  private final Simulation simulation;
  private final State state;

  StateCommands(Simulation simulation) {
    this.simulation = simulation;
    this.state = simulation.state();
  }

  ObjectNode describe() {
    ObjectNode document = Json.object();
    document.put("clock", state.clock().instant().toString());
    document.put("tokenLifeSeconds", state.tokens().lifeSeconds());
    ObjectNode apps = document.putObject("apps");
    state
        .world()
        .apps()
        .forEach(
            app -> {
              ObjectNode entry = apps.putObject(app.appId());
              entry.set("redirectUris", Json.tree(state.redirectUris(app)));
              entry.put("callbackUrl", simulation.pusher().callbackUrl(app.appId()).toString());
              ObjectNode corps = entry.putObject("corps");
              state
                  .authorisations()
                  .of(app)
                  .forEach((corpId, authorisation) -> corps.set(corpId, Json.tree(authorisation)));
            });
    ObjectNode tickets = document.putObject("suiteTickets");
    state
        .world()
        .suites()
        .forEach(suite -> tickets.put(suite.appId(), state.suiteTickets().current(suite)));
    document.set("people", Json.tree(state.directory().people()));
    document.set("faults", Json.tree(simulation.faults().describe()));
    return document;
  }

  ObjectNode counters() {
    Journal journal = simulation.journal();
    ObjectNode document = Json.object();
    document.put("codeExchanges", journal.codeExchanges());
    document.put("inAppExchanges", journal.inAppExchanges());
    document.put("tokenCalls", journal.tokenCalls());
    document.put("suiteTokenCalls", journal.suiteTokenCalls());
    document.put("sendCalls", journal.sendCalls());
    Counts messages = simulation.messages().counts();
    document.put("messages", messages.messages());
    document.put("deliveries", messages.deliveries());
    document.put("duplicates", messages.duplicates());
    document.put("invalidUsers", messages.invalid());
    document.set("dropped", Json.tree(messages.dropped()));
    document.put("throttled", simulation.gateway().throttled());
    document.put("refusedByBan", simulation.gateway().refusedByBan());
    document.put("unknown", journal.unknownCount());
    document.set("unknownRequests", Json.tree(journal.unknownRequests()));
    document.set("calls", Json.tree(journal.calls()));
    return document;
  }

  ArrayNode calls() {
    ArrayNode calls = Json.object().arrayNode();
    for (Journal.Entry entry : simulation.journal().entries()) {
      calls
          .addObject()
          .put("at", entry.at().toString())
          .put("listener", entry.listener().name())
          .put("method", entry.method())
          .put("path", entry.path())
          .put("status", entry.status());
    }
    return calls;
  }

  void moveClock(AdminCall call) {
    state.clock().advance(Duration.ofSeconds(call.number("advanceSeconds")));
  }

  ObjectNode limits() {
    return (ObjectNode) Json.tree(state.limits());
  }

  void setLimits(AdminCall call) {
    state.setLimits(state.limits().changed(call.body()));
  }

  void ban(AdminCall call) {
    simulation.gateway().ban(Duration.ofSeconds(call.number("seconds")));
  }

  void setTokenLife(AdminCall call) {
    state.tokens().setLife(Duration.ofSeconds(call.number("seconds")));
  }

  void revokeTokens(AdminCall call) {
    simulation.revokeTokens(call.text("app"), call.optionalText("corp"));
  }

  void setRedirectUris(AdminCall call) {
    JsonNode uris = call.body().path("uris");
    if (!uris.isArray()) {
      throw new IllegalArgumentException("The list field uris is missing");
    }
    List<URI> parsed = uris.valueStream().map(uri -> URI.create(uri.asText())).toList();
    state.setRedirectUris(state.world().app(call.text("app")), parsed);
  }

  void putPerson(AdminCall call) {
    state.directory().put(Json.read(call.body(), Person.class));
  }

  void leave(AdminCall call) {
    state.directory().leave(call.text("corp"), call.text("user"));
  }

  void join(AdminCall call) {
    state
        .directory()
        .join(call.text("person"), Json.read(call.body().path("membership"), Membership.class));
  }

  ObjectNode mintInAppCode(AdminCall call) {
    return Json.object()
        .put("code", simulation.inAppCode(call.text("app"), call.text("corp"), call.text("user")));
  }
}
