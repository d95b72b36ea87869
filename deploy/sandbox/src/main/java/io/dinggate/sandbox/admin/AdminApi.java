package io.dinggate.sandbox.admin;

import com.github.tomakehurst.wiremock.admin.AdminTask;
import com.github.tomakehurst.wiremock.admin.Router;
import com.github.tomakehurst.wiremock.extension.AdminApiExtension;
import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.http.RequestMethod;
import io.dinggate.sandbox.http.Call;
import io.dinggate.sandbox.http.Json;
import io.dinggate.sandbox.http.Reply;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Remote control of the sandbox under {@code /__admin/dinggate/} of every listener. JSON in, JSON
 * out; a wrong call is a 400 with {@code error}.
 */
public final class AdminApi implements AdminApiExtension {
  private static final String PREFIX = "/dinggate";

  private final Map<String, Function<AdminCall, Object>> commands = new TreeMap<>();

  public AdminApi(Simulation simulation) {
    StateCommands states = new StateCommands(simulation);
    ask("/state", call -> states.describe());
    ask("/counters", call -> states.counters());
    ask("/calls", call -> states.calls());
    ask("/limits", call -> states.limits());
    tell("PUT /limits", states::setLimits);
    tell("POST /ban", states::ban);
    tell("DELETE /ban", call -> simulation.gateway().endBans());
    MessageCommands messages = new MessageCommands(simulation);
    ask("/messages", messages::messages);
    tell("POST /messages/read", messages::markRead);
    ask("/media", call -> messages.media());
    tell("PUT /delivery", messages::setDelivery);
    tell("POST /reset", call -> simulation.reset());
    tell("POST /clock", states::moveClock);
    tell("PUT /token-life", states::setTokenLife);
    tell("POST /tokens/revoke", states::revokeTokens);
    tell("PUT /redirect-uris", states::setRedirectUris);
    tell("PUT /people", states::putPerson);
    tell("POST /people/leave", states::leave);
    tell("POST /people/join", states::join);
    commands.put("POST /in-app-codes", states::mintInAppCode);
    FaultCommands faults = new FaultCommands(simulation.faults());
    tell("POST /faults", faults::set);
    tell("DELETE /faults", call -> simulation.faults().clear());
    EventCommands events = new EventCommands(simulation.pusher());
    tell("PUT /callback-url", events::setCallbackUrl);
    commands.put("POST /events", events::push);
  }

  @Override
  public String getName() {
    return "dinggate-admin";
  }

  /**
   * One route for all: WireMock finds a route again by the class of its task, so that lambdas would
   * be mixed up.
   */
  @Override
  public void contributeAdminApiRoutes(Router router) {
    AdminTask task = (admin, event, parameters) -> answer(event.getRequest()).toResponse();
    router.add(RequestMethod.ANY, PREFIX + "/**", task);
  }

  private void ask(String path, Function<AdminCall, Object> question) {
    commands.put("GET " + path, question);
  }

  private void tell(String command, Consumer<AdminCall> work) {
    commands.put(
        command,
        call -> {
          work.accept(call);
          return Json.object().put("done", true);
        });
  }

  private Reply answer(Request request) {
    String path = Call.pathOf(request).substring(PREFIX.length());
    Function<AdminCall, Object> command = commands.get(request.getMethod().getName() + " " + path);
    if (command == null) {
      return Reply.json(404, Json.object().put("error", "The commands are " + commands.keySet()));
    }
    try {
      return Reply.json(200, command.apply(AdminCall.of(request)));
    } catch (IllegalArgumentException | NoSuchElementException e) {
      return error(400, e);
    } catch (IllegalStateException e) {
      return error(409, e);
    }
  }

  private static Reply error(int status, RuntimeException e) {
    return Reply.json(status, Json.object().put("error", e.getMessage()));
  }
}
