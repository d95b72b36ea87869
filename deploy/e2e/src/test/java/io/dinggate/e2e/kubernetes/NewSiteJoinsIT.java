package io.dinggate.e2e.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.dinggate.e2e.Erp;
import io.dinggate.e2e.Messages;
import io.dinggate.e2e.SharedStack;
import io.dinggate.e2e.SignIn;
import io.dinggate.e2e.Somebody;
import io.dinggate.e2e.Stack;
import io.dinggate.e2e.walk.ApiClient;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * A site that {@code deploy/new-site} made joins a running cloud, by what the script wrote and
 * printed alone; the other sites notice nothing.
 */
@ExtendWith(SharedStack.class)
class NewSiteJoinsIT {

  private static final Duration SOON = Duration.ofSeconds(60);
  private static final URI SITE = URI.create("http://localhost:8081");
  private static final String WEST = "https://dinggate.west.example.com";

  @TempDir Path temporary;

  private final Stack stack;
  private String registry = "";

  NewSiteJoinsIT(Stack stack) {
    this.stack = stack;
  }

  @BeforeEach
  void rootIsNeeded() throws IOException {
    assumeTrue(
        System.getProperty("user.name").equals("root"),
        "Only root can give a pod a file system of its own.");
    registry = Files.readString(stack.registry());
    for (var port : new int[] {8081, 9081}) {
      try (var _ = new ServerSocket(port)) {
        assertThat(port).isPositive();
      }
    }
  }

  @AfterEach
  void removeFromTheRegistry() throws IOException {
    if (!registry.isEmpty()) {
      Files.writeString(stack.registry(), registry);
    }
  }

  @Test
  void loginAndMessagesWorkFromItAndTheOtherSitesNoticeNothing() throws Exception {
    var person = SignIn.toEast(stack).done();
    var erp = Erp.of(stack, Stack.EAST);
    var east = Erp.siteAtTheCloud(stack, Stack.EAST);
    east.authenticate();
    var cloud = stack.cloud().pid();

    var newSite = made();
    try (var pod = start(newSite)) {
      join(newSite);
      await().atMost(SOON).until(() -> !pod.isRunning() || ready());
      assertThat(pod.isRunning()).as(Checkout.read(log())).isTrue();
      loginAndMessage();
    }

    assertThat(stack.cloud().pid()).as("the cloud was not restarted").isEqualTo(cloud);
    assertThat(person.me().status()).as("a session of the other site").isEqualTo(200);
    var path = Messages.newPath();
    var sent = erp.put(path, text(Somebody.EAST_CORP, Somebody.WANG_FANG));
    assertThat(sent.status()).as("with the token of before").isEqualTo(202);
    Messages.awaitAtDingTalk(() -> erp.get(path));
    assertThat(east.get("/api/v1/directory/corps").status()).as("the site's token").isEqualTo(200);
  }

  private NewSite made() throws IOException {
    var newSite =
        new NewSite(temporary.resolve("checkout"))
            .with("corp", Somebody.FOREIGN_CORP)
            .with("login-app", "suite-main")
            .with("message-app", "suite-main");
    var ended = newSite.run();
    assertThat(ended.exit()).as(ended.output()).isZero();
    return newSite;
  }

  /** Puts the entry where the operator of the cloud puts it: at the end of the registry file. */
  private void join(NewSite newSite) throws IOException {
    var entry = Checkout.read(newSite.sites().resolve("west/registry-entry.yaml"));
    Files.writeString(stack.registry(), registry + entry.replace(WEST, SITE.toString()));
    var secret = Checkout.read(newSite.out().resolve("client-secret"));
    var west = new ApiClient(stack.cloud().url(), "west", secret);
    await().atMost(SOON).until(() -> west.askForToken().status() == 200);
  }

  /** The pod of the overlay, with the secrets that the page of next steps puts into the cluster. */
  private LocalPod start(NewSite newSite) throws Exception {
    var cluster = new Cluster(temporary.resolve("cluster"));
    cluster.follow(newSite.out().resolve("NEXT-STEPS.md"));
    var overlay = Overlays.rendered(newSite.sites().resolve("west"));
    var files = Files.createDirectories(temporary.resolve("files"));
    for (var volume : overlay.workloads().getFirst().pod().getVolumes()) {
      if (volume.getSecret() != null) {
        var secret = cluster.secret("dinggate-west", volume.getSecret().getSecretName());
        assertThat(secret).as("made by the page of next steps").isNotEmptyDirectory();
        Files.createSymbolicLink(files.resolve(volume.getName()), secret);
      }
    }
    var elsewhere =
        Map.of(
            "DINGGATE_PUBLIC_URL", SITE.toString(),
            "DINGGATE_CLOUD_URL", stack.cloud().url().toString(),
            "DINGGATE_DATABASE_URL", database(newSite));
    return LocalPod.start(overlay, files, elsewhere, log());
  }

  /** The database that the page of next steps makes, in a server of the stack. */
  private String database(NewSite newSite) throws SQLException {
    var server = stack.database(Stack.NORTH);
    var password = Checkout.read(newSite.out().resolve("database-password"));
    var page = Checkout.read(newSite.out().resolve("NEXT-STEPS.md"));
    try (var connection =
            DriverManager.getConnection(server.url(), server.username(), server.password());
        var statement = connection.createStatement()) {
      for (var sql : page.lines().filter(line -> line.startsWith("create ")).toList()) {
        statement.execute(sql.replace(":'password'", "'" + password + "'"));
      }
    }
    return server.url().replaceFirst("/[^/]*$", "/dinggate");
  }

  private void loginAndMessage() {
    var person = new SignIn(SITE, Somebody.FOREIGNER, Somebody.FOREIGN_CORP).done();
    var me = person.me().expect(200).json();
    assertThat(me.path("corp").asText()).isEqualTo(Somebody.FOREIGN_CORP);

    var note =
        Messages.template(Somebody.FOREIGN_CORP, me.path("userId").asText(), "from the new site");
    person.sendUntilDingTalkHasIt(note);

    assertThat(stack.sandbox().messages().getLast().corpId()).isEqualTo(Somebody.FOREIGN_CORP);
  }

  private static boolean ready() {
    try {
      return new ApiClient(URI.create("http://localhost:9081"), "none")
              .get("/q/health/ready")
              .status()
          == 200;
    } catch (RuntimeException e) {
      return false;
    }
  }

  private Path log() {
    return temporary.resolve("pod.log");
  }

  private static String text(String corp, String user) {
    return Messages.text(corp, user, "still here");
  }
}
