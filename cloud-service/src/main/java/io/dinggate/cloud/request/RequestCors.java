package io.dinggate.cloud.request;

import io.dinggate.cloud.registry.Registry;
import io.dinggate.model.request.RequestToken;
import io.dinggate.platform.web.RequestIds;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Lets pages of the sites' origins post requests, and read whatever is answered (Fetch standard,
 * CORS protocol). No other address of the service is theirs, and no credentials of the browser go
 * along. Before everything else, as a refusal of any layer must be readable too. Whether an origin
 * is the signer's is not decided here.
 */
@Singleton
final class RequestCors {

  /** Before the resources, after the check of addresses. */
  private static final int EARLY = 9_000;

  private static final Duration PREFLIGHT_HOLDS = Duration.ofMinutes(10);

  private final Registry registry;

  RequestCors(Registry registry) {
    this.registry = registry;
  }

  void watch(@Observes Filters filters) {
    filters.register(this::filter, EARLY);
  }

  private void filter(RoutingContext routing) {
    if (!isRequests(routing.normalizedPath())) {
      routing.next();
      return;
    }
    var admitted = admitted(routing.request().getHeader("Origin"));
    if (routing.request().method().equals(HttpMethod.OPTIONS)) {
      answerPreflight(routing, admitted);
      return;
    }
    routing.addHeadersEndHandler(
        _ -> {
          headers(routing.response(), admitted);
          if (admitted != null) {
            routing
                .response()
                .putHeader("Access-Control-Expose-Headers", "retry-after, x-request-id");
          }
        });
    routing.next();
  }

  private static void answerPreflight(RoutingContext routing, @Nullable String admitted) {
    var response = routing.response();
    headers(response, admitted);
    if (admitted != null) {
      response
          .putHeader("Access-Control-Allow-Methods", "POST")
          .putHeader("Access-Control-Allow-Headers", "authorization, content-type")
          .putHeader("Access-Control-Max-Age", Long.toString(PREFLIGHT_HOLDS.toSeconds()));
    }
    response
        .putHeader(RequestIds.HEADER, RequestIds.of(routing.request().getHeader(RequestIds.HEADER)))
        .setStatusCode(204)
        .end();
  }

  /** A cache that ignored the origin would hand one page's answer to another's. */
  private static void headers(HttpServerResponse response, @Nullable String admitted) {
    response.putHeader("Vary", "Origin").putHeader("Cache-Control", "no-store");
    if (admitted != null) {
      response.putHeader("Access-Control-Allow-Origin", admitted);
    }
  }

  private static boolean isRequests(String path) {
    return path.equals(RequestToken.PATH) || path.equals(RequestToken.PATH + "/");
  }

  /** The origin, when it is one of any site's; null otherwise. */
  private @Nullable String admitted(@Nullable String origin) {
    return origin != null
            && registry.snapshot().sites().stream()
                .anyMatch(site -> site.origins().contains(origin))
        ? origin
        : null;
  }
}
