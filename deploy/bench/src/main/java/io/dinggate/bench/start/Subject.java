package io.dinggate.bench.start;

import io.dinggate.e2e.Stack;
import java.net.URI;
import java.util.List;
import java.util.Map;

/**
 * What is started.
 *
 * @param name for a person
 * @param module its directory in the checkout
 * @param settings configuration keys and values
 * @param constant a path whose answer is always the same, for the few requests before memory is
 *     looked at again
 * @param training paths that the training run asks for besides
 */
record Subject(
    String name,
    String module,
    URI url,
    URI management,
    Map<String, String> settings,
    String constant,
    List<String> training) {

  private static final String METADATA = "/.well-known/openid-configuration";

  /** Each service, followed by the empty Quarkus that it is compared with. */
  static List<Subject> of(Stack stack) {
    var cloud = stack.cloud();
    var local = stack.local(Stack.EAST);
    var database = stack.database(Stack.EAST);
    return List.of(
        new Subject(
            "cloud-service",
            "cloud-service",
            cloud.url(),
            cloud.management(),
            cloud.settings(),
            METADATA,
            List.of("/oauth2/jwks", "/login/callback?state=none")),
        new Subject(
            "empty-cloud",
            "deploy/bench/empty-cloud",
            cloud.url(),
            cloud.management(),
            Map.of(
                "bench.http.port", String.valueOf(cloud.url().getPort()),
                "bench.management.port", String.valueOf(cloud.management().getPort()),
                "bench.data-dir", stack.directory().toString()),
            "/constant",
            List.of()),
        new Subject(
            "local-service",
            "local-service",
            local.url(),
            local.management(),
            local.settings(),
            METADATA,
            List.of("/oauth2/jwks", "/console/")),
        new Subject(
            "empty-local",
            "deploy/bench/empty-local",
            local.url(),
            local.management(),
            Map.of(
                "bench.http.port", String.valueOf(local.url().getPort()),
                "bench.management.port", String.valueOf(local.management().getPort()),
                "bench.database.url", database.url(),
                "bench.database.username", database.username(),
                "bench.database.password", database.password()),
            "/constant",
            List.of()));
  }

  /** Without the values of the settings: secrets are among them. */
  @Override
  public String toString() {
    return "Subject[" + name + "]";
  }
}
