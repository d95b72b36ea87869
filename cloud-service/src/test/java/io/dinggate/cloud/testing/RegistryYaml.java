package io.dinggate.cloud.testing;

import static java.util.stream.Collectors.joining;

import io.dinggate.platform.Tokens;
import io.dinggate.platform.keys.SecretHash;
import io.dinggate.sandbox.World;

/** Writes the sandbox's world as a registry file. */
public final class RegistryYaml {

  /** What the operator of the test registry calls itself. */
  public static final String OPERATOR_CLIENT = "cloud-operator";

  /** Its secret, of this run. */
  public static final String OPERATOR_SECRET = Tokens.random256();

  private RegistryYaml() {}

  /** The whole file. */
  public static String of(World world) {
    return "apps:\n"
        + world.suites().stream().map(RegistryYaml::suite).collect(joining())
        + world.internalApps().stream().map(RegistryYaml::internalApp).collect(joining())
        + "sites:\n"
        + world.sites().stream().map(RegistryYaml::site).collect(joining())
        + operators();
  }

  private static String operators() {
    return """
    operators:
      - id: ops
        client-id: %s
        secret-hashes: ["%s"]
    """
        .formatted(OPERATOR_CLIENT, SecretHash.of(OPERATOR_SECRET));
  }

  private static String suite(World.Suite suite) {
    return """
      - id: %s
        kind: suite
        client-id: %s
        client-secret: %s
        suite-id: "%s"
        dingtalk-app-id: %d
        events:
          token: %s
          aes-key: "%s"
    """
        .formatted(
            suite.appId(),
            suite.suiteKey(),
            suite.suiteSecret(),
            suite.suiteId(),
            suite.microAppId(),
            suite.token(),
            suite.encodingAesKey());
  }

  private static String internalApp(World.InternalApp app) {
    return """
      - id: %s
        kind: internal
        client-id: %s
        client-secret: %s
        agent-id: %d
        corp: %s
        events:
          token: %s
          aes-key: "%s"
    """
        .formatted(
            app.appId(),
            app.appKey(),
            app.appSecret(),
            app.agentId(),
            app.corpId(),
            app.token(),
            app.encodingAesKey());
  }

  private static String site(World.Site site) {
    return """
      - id: %s
        client-id: %s
        secret-hashes: ["%s"]
        public-keys:
          - key-id: %s
            pem: |
              -----BEGIN PUBLIC KEY-----
              %s
              -----END PUBLIC KEY-----
        return-urls: ["%s"]
        origins: ["%s"]
        login-app: %s
        corps:
    """
            .formatted(
                site.id(),
                site.clientId(),
                SecretHash.of(site.clientSecret()),
                SiteKeys.keyId(site.id()),
                SiteKeys.publicBase64(site.id()),
                origin(site) + "/login/return",
                origin(site),
                site.loginApp())
        + site.corps().stream().map(RegistryYaml::siteCorp).collect(joining());
  }

  private static String siteCorp(World.SiteCorp corp) {
    return """
          - corp: %s
            login-app: %s
            message-app: %s
    """
        .formatted(corp.corpId(), corp.loginApp(), corp.messageApp());
  }

  /** Cookies ignore ports, so the sites differ in their host. */
  private static String origin(World.Site site) {
    return switch (site.id()) {
      case "east" -> "http://localhost:8081";
      case "north" -> "http://127.0.0.1:8082";
      default -> throw new IllegalArgumentException("no address for site " + site.id());
    };
  }
}
