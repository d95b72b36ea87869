package io.dinggate.e2e.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.nimbusds.jwt.JWTClaimsSet;
import io.dinggate.e2e.Launch;
import io.dinggate.e2e.walk.ApiClient;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the manifests configure starts: the packaged services with exactly the manifests' values.
 */
class ManifestsStartIT {

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  /** The app that the examples' registry entries name. */
  private static final String APPS =
      """
      apps:
        - id: suite-main
          kind: suite
          client-id: suiteexample
          client-secret: example
          suite-id: 14999001
          events:
            token: example
            aes-key: abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG
      sites:
      """;

  @TempDir Path temporary;

  @BeforeEach
  void rootIsNeeded() {
    assumeTrue(
        System.getProperty("user.name").equals("root"),
        "Only root can give a pod a file system of its own.");
  }

  static List<Path> sites() {
    return Overlays.sites();
  }

  @Test
  void theCloudStartsWithTheEntriesOfAllSites() throws IOException {
    var entries =
        Overlays.sites().stream()
            .map(site -> Checkout.read(site.resolve("registry-entry.yaml")))
            .collect(Collectors.joining("\n"));
    secret("registry", "registry.yaml", APPS + entries);
    startsAndEnds(Overlays.rendered(Overlays.CLOUD), Map.of(), () -> {});
  }

  @ParameterizedTest
  @MethodSource("sites")
  void aSiteStartsWithItsClientsFileAndCertificates(Path site) throws IOException {
    try (var database = durable().start()) {
      startsAndEnds(Overlays.rendered(site), secretsAndDatabase(database), () -> {});
    }
  }

  @Test
  void aSiteTakesTheTokensOfItsIssuerAndNoOthers() throws IOException {
    var overlay = Overlays.rendered(Overlays.NORTH);
    var settings = overlay.settings(overlay.workloads().getFirst());
    var realm = URI.create(settings.get("QUARKUS_OIDC_AUTH_SERVER_URL")).getPath();
    var claims =
        new JWTClaimsSet.Builder()
            .subject("erp")
            .issuer(settings.get("QUARKUS_OIDC_TOKEN_ISSUER"))
            .audience(settings.get("DINGGATE_PUBLIC_URL"))
            .claim("scope", "users:read")
            .expirationTime(Date.from(Instant.now().plusSeconds(300)));
    try (var database = durable().start();
        var issuer = new ExternalIssuer(realm + settings.get("QUARKUS_OIDC_JWKS_PATH"))) {
      var elsewhere = new HashMap<>(secretsAndDatabase(database));
      elsewhere.put("QUARKUS_OIDC_AUTH_SERVER_URL", issuer.url() + realm);
      startsAndEnds(
          overlay,
          elsewhere,
          () -> {
            assertThat(search(settings, issuer.sign(claims.build()))).isEqualTo(200);
            assertThat(search(settings, issuer.forge(claims.build()))).isEqualTo(401);
            var tooLittle = claims.claim("scope", "messages:read").build();
            assertThat(search(settings, issuer.sign(tooLittle))).isEqualTo(403);
            var asIfByTheSite = claims.issuer(settings.get("DINGGATE_PUBLIC_URL")).build();
            assertThat(search(settings, issuer.sign(asIfByTheSite))).isEqualTo(401);
          });
    }
  }

  /** What the site answers to somebody with the token who searches its users. */
  private static int search(Map<String, String> settings, String token) {
    var site = URI.create("http://localhost:" + settings.get("DINGGATE_HTTP_PORT"));
    return new ApiClient(site, token).post("/api/v1/users/search", "{}").status();
  }

  /** The secrets of a site, and where its database is. */
  private Map<String, String> secretsAndDatabase(EmbeddedPostgres database) throws IOException {
    secret("cloud", "client-secret", "a secret of this test");
    secret("database", "password", "not asked for");
    var url = "jdbc:postgresql://localhost:" + database.getPort() + "/postgres";
    return Map.of("DINGGATE_DATABASE_URL", url, "DINGGATE_DATABASE_USERNAME", "postgres");
  }

  private void startsAndEnds(Rendered overlay, Map<String, String> elsewhere, Runnable meanwhile)
      throws IOException {
    var workload = overlay.workloads().getFirst();
    keys(LocalPod.application(workload).resolve("quarkus-run.jar"));
    var settings = overlay.settings(workload);
    free(settings.get("DINGGATE_HTTP_PORT"));
    free(settings.get("DINGGATE_MANAGEMENT_PORT"));
    var log = temporary.resolve("pod.log");
    try (var pod = LocalPod.start(overlay, temporary.resolve("files"), elsewhere, log)) {
      for (var probe : List.of("started", "live", "ready")) {
        var url =
            URI.create(
                "http://localhost:"
                    + settings.get("DINGGATE_MANAGEMENT_PORT")
                    + "/q/health/"
                    + probe);
        await()
            .atMost(Duration.ofMinutes(2))
            .pollInterval(Duration.ofMillis(200))
            .until(() -> !pod.isRunning() || answers(url));
        assertThat(pod.isRunning()).as(Checkout.read(log)).isTrue();
      }
      meanwhile.run();
      var grace = workload.pod().getTerminationGracePeriodSeconds();
      assertThat(pod.ends(grace)).as("ends within its grace period").isTrue();
    }
    assertThat(Checkout.read(log)).doesNotContain("Read-only file system", "Permission denied");
  }

  private void keys(Path jar) throws IOException {
    var directory = Files.createDirectories(temporary.resolve("files")).resolve("keys");
    var ended =
        new Launch(
                jar,
                List.of("init", "--keys-dir", directory.toString()),
                Map.of(),
                temporary,
                temporary.resolve("init.log"))
            .run(Duration.ofMinutes(1));
    assertThat(ended.exit()).as(ended.output()).isZero();
  }

  private void secret(String volume, String file, String text) throws IOException {
    var directory = Files.createDirectories(temporary.resolve("files").resolve(volume));
    Files.writeString(directory.resolve(file), text);
  }

  private static EmbeddedPostgres.Builder durable() throws IOException {
    return EmbeddedPostgres.builder()
        .setLocaleConfig("locale", "C")
        .setLocaleConfig("locale-provider", "builtin")
        .setLocaleConfig("builtin-locale", "C.UTF-8")
        .setServerConfig("fsync", "on")
        .setServerConfig("synchronous_commit", "on")
        .setServerConfig("full_page_writes", "on");
  }

  /** The manifests' own ports are wanted; nothing else may listen there. */
  private static void free(String port) throws IOException {
    try (var _ = new ServerSocket(Integer.parseInt(port))) {
      assertThat(port).isNotEmpty();
    }
  }

  private static boolean answers(URI url) throws InterruptedException {
    try {
      var request = HttpRequest.newBuilder(url).timeout(Duration.ofSeconds(5)).build();
      return HTTP.send(request, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    }
  }
}
