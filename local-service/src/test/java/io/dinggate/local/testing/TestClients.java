package io.dinggate.local.testing;

import io.dinggate.platform.keys.SecretHash;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The clients file of the tests: one client for each scope, two with all of them, one operator. */
public final class TestClients {

  /** The scopes of the site; the client of a scope is named like it, with a dash for the colon. */
  public static final List<String> SCOPES =
      List.of(
          "messages:send",
          "messages:read",
          "users:read",
          "bindings:write",
          "feed:read",
          "operator");

  /** A client that may have all scopes. */
  public static final String BOOKS = "books";

  /** Another one. */
  public static final String OTHER_BOOKS = "other-books";

  private TestClients() {}

  /** The client that may have {@code scope} and nothing else. */
  public static String clientOf(String scope) {
    return scope.replace(':', '-');
  }

  /** The secret of a client of the tests. */
  public static String secretOf(String clientId) {
    return "secret-of-" + clientId;
  }

  static Path write(Path directory) throws IOException {
    var yaml = new StringBuilder("clients:\n");
    for (var scope : SCOPES) {
      var id = clientOf(scope);
      yaml.append("  - id: ").append(id).append('\n');
      yaml.append("    secret-hashes: ['").append(SecretHash.of(secretOf(id))).append("']\n");
      yaml.append("    scopes: ['").append(scope).append("']\n");
    }
    for (var id : List.of(BOOKS, OTHER_BOOKS)) {
      yaml.append("  - id: ").append(id).append('\n');
      yaml.append("    secret-hashes: ['").append(SecretHash.of(secretOf(id))).append("']\n");
      yaml.append("    scopes: ['").append(String.join("', '", SCOPES)).append("']\n");
    }
    yaml.append("operators:\n  - {corp: ")
        .append(People.OLGA.corp())
        .append(", user-id: ")
        .append(People.OLGA.userId())
        .append("}\n");
    return Files.writeString(directory.resolve("clients.yaml"), yaml);
  }
}
