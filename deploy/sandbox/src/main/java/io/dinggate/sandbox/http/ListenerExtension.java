package io.dinggate.sandbox.http;

import com.github.tomakehurst.wiremock.extension.ResponseDefinitionTransformerV2;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import io.dinggate.sandbox.fault.Faults;
import io.dinggate.sandbox.gateway.Gateway;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Turns what WireMock matched into DingTalk's behaviour: bans first, then faults, then the
 * endpoint, everything journalled. A stub names its route by the parameter {@code route}; the
 * catch-all stub names none, and what it gets is an unknown request.
 */
public final class ListenerExtension implements ResponseDefinitionTransformerV2 {
  public static final String NAME = "dinggate";
  public static final String ROUTE_PARAMETER = "route";

  private final Listener listener;
  private final Map<String, Route> routes;
  private final Gateway gateway;
  private final Faults faults;
  private final Journal journal;

  public ListenerExtension(
      Listener listener, List<Route> routes, Gateway gateway, Faults faults, Journal journal) {
    this.listener = listener;
    this.routes =
        routes.stream()
            .filter(route -> route.listener() == listener)
            .collect(Collectors.toUnmodifiableMap(Route::key, Function.identity()));
    this.gateway = gateway;
    this.faults = faults;
    this.journal = journal;
  }

  @Override
  public String getName() {
    return NAME;
  }

  @Override
  public boolean applyGlobally() {
    return false;
  }

  @Override
  public ResponseDefinition transform(ServeEvent event) {
    Call call = new Call(listener, event.getRequest());
    return Optional.ofNullable(event.getTransformerParameters().getString(ROUTE_PARAMETER, null))
        .map(routes::get)
        .map(route -> answer(route, call))
        .orElseGet(() -> unknown(call))
        .toResponse();
  }

  private Reply answer(Route route, Call call) {
    journal.arrived(route);
    Reply reply;
    try {
      reply = gateway.ban(call).orElseGet(() -> admitted(route, call));
    } catch (Refusal refusal) {
      reply = refusal.toReply(route.path());
    } catch (RuntimeException bug) {
      journal.unknown(listener, call, " (the sandbox failed: " + bug + ")");
      reply = Reply.empty(500);
    }
    journal.answered(route, call, reply.status());
    return reply;
  }

  private Reply admitted(Route route, Call call) {
    return faults.around(
        route.path(),
        call,
        () -> {
          gateway.throttle(route.path(), call);
          return route.endpoint().answer(call);
        });
  }

  private Reply unknown(Call call) {
    journal.unknown(listener, call, "");
    return UnknownRequests.answer(call, routes.values());
  }
}
