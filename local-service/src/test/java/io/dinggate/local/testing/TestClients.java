package io.dinggate.local.testing;

import io.dinggate.platform.keys.SecretHash;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;

/**
 * The clients file of the tests: one client for each scope, two with all of them, two with a key,
 * one operator.
 */
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

  /** A client that may read users, and proves itself by an EC key. */
  public static final String ROBOT = "robot";

  /** Another one, with an RSA key. */
  public static final String OTHER_ROBOT = "other-robot";

  /** The configuration key with the directory that {@link #keyOf} needs. */
  public static final String DIRECTORY = "test.clients";

  private TestClients() {}

  /** The client that may have {@code scope} and nothing else. */
  public static String clientOf(String scope) {
    return scope.replace(':', '-');
  }

  /** The secret of a client of the tests. */
  public static String secretOf(String clientId) {
    return "secret-of-" + clientId;
  }

  /** The private key of one of the robots. */
  public static PrivateKey keyOf(Path directory, String robot) throws Exception {
    var encoded = new PKCS8EncodedKeySpec(Files.readAllBytes(directory.resolve(robot + ".key")));
    return KeyFactory.getInstance(robot.equals(ROBOT) ? "EC" : "RSA").generatePrivate(encoded);
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
    for (var robot : List.of(ROBOT, OTHER_ROBOT)) {
      makeKey(directory, robot);
      yaml.append("  - id: ").append(robot).append('\n');
      yaml.append("    public-keys: [{pem-file: ").append(robot).append(".pem}]\n");
      yaml.append("    scopes: ['users:read']\n");
    }
    yaml.append("operators:\n  - {corp: ")
        .append(People.OLGA.corp())
        .append(", user-id: ")
        .append(People.OLGA.userId())
        .append("}\n");
    return Files.writeString(directory.resolve("clients.yaml"), yaml);
  }

  private static void makeKey(Path directory, String robot) throws IOException {
    try {
      var generator = KeyPairGenerator.getInstance(robot.equals(ROBOT) ? "EC" : "RSA");
      generator.initialize(robot.equals(ROBOT) ? 256 : 2048);
      var pair = generator.generateKeyPair();
      Files.write(directory.resolve(robot + ".key"), pair.getPrivate().getEncoded());
      Files.writeString(
          directory.resolve(robot + ".pem"),
          "-----BEGIN PUBLIC KEY-----\n"
              + Base64.getMimeEncoder().encodeToString(pair.getPublic().getEncoded())
              + "\n-----END PUBLIC KEY-----\n");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
