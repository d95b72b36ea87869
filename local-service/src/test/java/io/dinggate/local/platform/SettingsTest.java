package io.dinggate.local.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.dinggate.local.cloud.CloudCheck;
import io.dinggate.local.cloud.CloudSettings;
import io.dinggate.local.testing.TestAuthority;
import io.dinggate.platform.StartupFault;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What follows from our settings, and which of them are refused. */
class SettingsTest {

  private static final String BROKEN_CERTIFICATE =
      "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";

  @TempDir Path directory;

  @Test
  void secretsInFilesReachThePlatformUnderneath() throws IOException {
    var config =
        config(
            Map.of(
                "dinggate.database.username", "site",
                "dinggate.database.password-file", secret("database-password"),
                "dinggate.cloud.client-secret-file", secret("cloud-secret")));
    assertThat(value(config, "quarkus.datasource.username")).isEqualTo("site");
    assertThat(value(config, "quarkus.datasource.password")).isEqualTo("database-password");
    assertThat(value(config, "quarkus.oidc-client.cloud.credentials.secret"))
        .isEqualTo("cloud-secret");
  }

  @Test
  void aPrivateKeyTakesThePlaceOfTheSecret() {
    var config =
        config(
            Map.of(
                "dinggate.cloud.private-key-file", "/keys/site.pem",
                "dinggate.cloud.private-key-algorithm", "ES256"));
    var jwt = "quarkus.oidc-client.cloud.credentials.jwt.";
    assertThat(value(config, jwt + "key-file")).isEqualTo("/keys/site.pem");
    assertThat(value(config, jwt + "signature-algorithm")).isEqualTo("ES256");
    assertThat(value(config, jwt + "lifespan")).isEqualTo("60");
    assertThat(value(config, "quarkus.oidc-client.cloud.credentials.secret")).isNull();
  }

  @Test
  void proxyAndCertificatesCountForCallsAndForTokens() throws IOException {
    var config =
        config(
            Map.of(
                "dinggate.cloud.proxy", "proxy.example:3128",
                "dinggate.cloud.proxy-username", "site",
                "dinggate.cloud.proxy-password-file", secret("proxy-password"),
                "dinggate.cloud.ca-file", "/keys/ca.pem"));
    assertThat(value(config, "quarkus.rest-client.cloud.proxy-address"))
        .isEqualTo("proxy.example:3128");
    assertThat(value(config, "quarkus.rest-client.cloud.proxy-user")).isEqualTo("site");
    assertThat(value(config, "quarkus.rest-client.cloud.proxy-password"))
        .isEqualTo("proxy-password");
    assertThat(value(config, "quarkus.oidc-client.cloud.proxy.host")).isEqualTo("proxy.example");
    assertThat(value(config, "quarkus.oidc-client.cloud.proxy.port")).isEqualTo("3128");
    assertThat(value(config, "quarkus.oidc-client.cloud.proxy.password"))
        .isEqualTo("proxy-password");
    assertThat(value(config, "quarkus.tls.cloud.trust-store.pem.certs")).isEqualTo("/keys/ca.pem");
    assertThat(value(config, "quarkus.rest-client.cloud.tls-configuration-name"))
        .isEqualTo("cloud");
    assertThat(value(config, "quarkus.oidc-client.cloud.tls.tls-configuration-name"))
        .isEqualTo("cloud");
    for (var key :
        List.of("proxy-address", "proxy-user", "proxy-password", "tls-configuration-name")) {
      assertThat(value(config, "quarkus.rest-client.cloud-feed." + key))
          .isEqualTo(value(config, "quarkus.rest-client.cloud." + key));
    }
  }

  @Test
  void deadlinesAreAlwaysThere() {
    var config = config(Map.of());
    assertThat(value(config, "quarkus.rest-client.cloud.connect-timeout")).isEqualTo("3000");
    assertThat(value(config, "quarkus.rest-client.cloud.read-timeout")).isEqualTo("20000");
    assertThat(value(config, "quarkus.rest-client.cloud.proxy-connect-timeout")).isEqualTo("PT3S");
    assertThat(value(config, "quarkus.oidc-client.cloud.connection-timeout")).isEqualTo("PT3S");
    assertThat(value(config, "quarkus.rest-client.cloud-feed.connect-timeout")).isEqualTo("2000");
    assertThat(value(config, "quarkus.rest-client.cloud-feed.read-timeout")).isEqualTo("45000");
    assertThat(value(config, "quarkus.rest-client.cloud-feed.proxy-connect-timeout"))
        .isEqualTo("PT3S");
    assertThat(value(config, "quarkus.oidc-client.cloud.connection-retry-count")).isEqualTo("1");
    assertThat(
            value(
                config(Map.of("dinggate.cloud.connect-timeout", "PT1S")),
                "quarkus.rest-client.cloud-feed.connect-timeout"))
        .isEqualTo("1000");
    assertThat(
            value(
                config(Map.of("dinggate.cloud.read-timeout", "PT30S")),
                "quarkus.rest-client.cloud.read-timeout"))
        .isEqualTo("30000");
  }

  @Test
  void forwardedAddressesAreBelievedFromNamedProxiesOnly() {
    assertThat(value(config(Map.of()), "quarkus.http.proxy.proxy-address-forwarding")).isNull();
    assertThat(
            value(
                config(Map.of("dinggate.http.trusted-proxies", "10.0.0.0/8")),
                "quarkus.http.proxy.trusted-proxies"))
        .isEqualTo("10.0.0.0/8");
  }

  @Test
  void theServiceReachesItselfWhereItListens() {
    assertThat(value(config(Map.of()), "own.host")).isNull();
    assertThat(value(config(Map.of("dinggate.http.host", "0.0.0.0")), "own.host")).isNull();
    assertThat(value(config(Map.of("dinggate.http.host", "10.1.0.5")), "own.host"))
        .isEqualTo("10.1.0.5");
    assertThat(value(config(Map.of("dinggate.http.host", "fd00::5")), "own.host"))
        .isEqualTo("[fd00::5]");
  }

  @Test
  void credentialsTowardsTheCloudAreGivenOnce() throws IOException {
    assertThat(cloudFaults(Map.of("dinggate.cloud.client-secret", "x"))).isEmpty();
    assertThat(cloudFaults(Map.of())).containsExactly("dinggate.cloud.client-secret");
    assertThat(
            cloudFaults(
                Map.of(
                    "dinggate.cloud.client-secret",
                    "x",
                    "dinggate.cloud.client-secret-file",
                    secret("y"))))
        .containsExactly("dinggate.cloud.client-secret-file");
    assertThat(
            cloudFaults(
                Map.of(
                    "dinggate.cloud.client-secret",
                    "x",
                    "dinggate.cloud.private-key-file",
                    Files.writeString(directory.resolve("key.pem"), pem("RSA")).toString())))
        .containsExactly("dinggate.cloud.private-key-file");
  }

  /** Manifests set the secret's file; a site with a key takes it back by an empty value. */
  @Test
  void emptyValueStandsForNoSecret() throws IOException {
    var settings = new HashMap<String, String>();
    settings.put("dinggate.cloud.client-secret-file", "");
    settings.put(
        "dinggate.cloud.private-key-file",
        Files.writeString(directory.resolve("key.pem"), pem("RSA")).toString());

    assertThat(cloudFaults(settings)).isEmpty();
    assertThat(config(settings).getOptionalValue("dinggate.cloud.client-secret-file", Path.class))
        .isEmpty();
  }

  @Test
  void whatCannotWorkTowardsTheCloudIsRefusedKeyByKey() {
    assertThat(
            cloudFaults(
                Map.of(
                    "dinggate.cloud.url", "http://cloud.example",
                    "dinggate.cloud.private-key-file", "/no/such/key",
                    "dinggate.cloud.private-key-algorithm", "none",
                    "dinggate.cloud.ca-file", "/no/such/file",
                    "dinggate.cloud.proxy", "http://proxy")))
        .containsExactlyInAnyOrder(
            "dinggate.cloud.url",
            "dinggate.cloud.private-key-file",
            "dinggate.cloud.private-key-algorithm",
            "dinggate.cloud.ca-file",
            "dinggate.cloud.proxy");
  }

  @Test
  void aProxyIsAHostAndAPort() {
    for (var wrong : List.of("proxy", "proxy:", ":3128", "proxy:0", "proxy:99999", "u@proxy:1")) {
      assertThat(
              cloudFaults(
                  Map.of("dinggate.cloud.client-secret", "x", "dinggate.cloud.proxy", wrong)))
          .as(wrong)
          .containsExactly("dinggate.cloud.proxy");
    }
  }

  @Test
  void filesThatHoldSomethingElseAreRefused() throws IOException {
    var ec = directory.resolve("ec.pem");
    Files.writeString(ec, pem("EC"));
    var rsa = directory.resolve("rsa.pem");
    Files.writeString(rsa, pem("RSA"));
    var key = "dinggate.cloud.private-key-file";
    var algorithm = "dinggate.cloud.private-key-algorithm";
    assertThat(cloudFaults(Map.of(key, rsa.toString()))).isEmpty();
    assertThat(cloudFaults(Map.of(key, ec.toString(), algorithm, "ES256"))).isEmpty();
    assertThat(cloudFaults(Map.of(key, ec.toString()))).containsExactly(key);
    assertThat(cloudFaults(Map.of(key, rsa.toString(), algorithm, "ES256"))).containsExactly(key);
    assertThat(cloudFaults(Map.of(key, secret("no-key")))).containsExactly(key);

    var ca = "dinggate.cloud.ca-file";
    var credentials = Map.of("dinggate.cloud.client-secret", "x");
    for (var content : List.of("", "no-certificate", BROKEN_CERTIFICATE, Files.readString(rsa))) {
      var settings = new HashMap<>(credentials);
      settings.put(ca, Files.writeString(directory.resolve("ca.pem"), content).toString());
      assertThat(cloudFaults(settings)).as(content).containsExactly(ca);
    }
    var settings = new HashMap<>(credentials);
    settings.put(ca, TestAuthority.make(directory.resolve("ca")).certificate().toString());
    assertThat(cloudFaults(settings)).isEmpty();
  }

  private static String pem(String algorithm) {
    try {
      var generator = KeyPairGenerator.getInstance(algorithm);
      var encoded = generator.generateKeyPair().getPrivate().getEncoded();
      return "-----BEGIN PRIVATE KEY-----\n"
          + Base64.getMimeEncoder().encodeToString(encoded)
          + "\n-----END PRIVATE KEY-----\n";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private List<String> cloudFaults(Map<String, String> settings) {
    var all = new HashMap<>(Map.of("dinggate.cloud.url", "https://cloud.example"));
    all.putAll(settings);
    return new CloudCheck().faults(config(all)).stream().map(StartupFault::key).toList();
  }

  private String secret(String secret) throws IOException {
    return Files.writeString(directory.resolve(secret), secret + "\n").toString();
  }

  private static String value(SmallRyeConfig config, String key) {
    return config.getConfigValue(key).getValue();
  }

  private static SmallRyeConfig config(Map<String, String> settings) {
    return new SmallRyeConfigBuilder()
        .addDefaultInterceptors()
        .withSources(new PropertiesConfigSource(settings, "test", 300))
        .withSources(new DatabaseSettings(), new CloudSettings(), new HttpSettings())
        .build();
  }
}
