package io.dinggate.cloud.platform;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dinggate.model.problem.Problem;
import io.dinggate.platform.web.Addresses;
import io.dinggate.platform.web.RequestIds;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * Refuses addresses that are none, for example with a broken percent-escape, as a problem. Quarkus
 * refuses them too, but without a word for the caller; its own check is off, see the main class.
 */
@ApplicationScoped
class BrokenAddresses {

  /** Before all that looks at the path. */
  private static final int FIRST = 10_000;

  private final ObjectMapper json;

  BrokenAddresses(ObjectMapper json) {
    this.json = json;
  }

  void watch(@Observes Filters filters) {
    filters.register(this::check, FIRST);
  }

  private void check(RoutingContext routing) {
    var id = RequestIds.of(routing.request().getHeader(RequestIds.HEADER));
    Addresses.problem(routing.request().uri(), id)
        .ifPresentOrElse(problem -> answer(routing, id, problem), routing::next);
  }

  private void answer(RoutingContext routing, String id, Problem problem) {
    try {
      routing
          .response()
          .setStatusCode(problem.status())
          .putHeader("Content-Type", Problem.MEDIA_TYPE)
          .putHeader("Cache-Control", "no-store")
          .putHeader(RequestIds.HEADER, id)
          .end(json.writeValueAsString(problem));
    } catch (JsonProcessingException e) {
      routing.fail(e);
    }
  }
}
