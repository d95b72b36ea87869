package io.dinggate.e2e.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.dinggate.e2e.Messages;
import io.dinggate.e2e.SignIn;
import io.dinggate.e2e.Somebody;
import io.dinggate.sandbox.Sandbox;
import io.dinggate.sandbox.SandboxOptions;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.ConnectException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Followed word by word on a clean machine, operations.md leads to a running pair by plain jars,
 * and from there to the next version.
 */
class PlainJarsIT {

  /** What everybody replaces by what is theirs. */
  private static final Map<String, String> OURS =
      Map.of(
          "https://dinggate.example.com", "http://localhost:8080",
          "https://dinggate.east.example.com", "http://localhost:8081",
          "replace-by-the-client-id", "dingdemoappkey000001",
          "replace-by-the-client-secret", "internal-demo-secret-1",
          "dingxxxxxxxxxxxxxxxx", Somebody.EAST_CORP,
          "1000000001", "990001");

  private static final List<Integer> PORTS = List.of(8080, 9080, 8081, 9081);

  @TempDir Path temporary;

  @BeforeEach
  void rootIsNeeded() {
    assumeTrue(
        System.getProperty("user.name").equals("root"),
        "Only root can have a machine of its own to install on.");
  }

  @Test
  void thePageLeadsToARunningPair() throws IOException, InterruptedException {
    for (var port : PORTS) {
      free(port);
    }
    try (var sandbox = Sandbox.start(SandboxOptions.defaults());
        var database =
            EmbeddedPostgres.builder()
                .setLocaleConfig("locale", "C")
                .setLocaleConfig("locale-provider", "builtin")
                .setLocaleConfig("builtin-locale", "C.UTF-8")
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("full_page_writes", "on")
                .start();
        var machine = new CleanMachine(temporary, database.getJdbcUrl("postgres", "postgres"))) {
      machine.settings(
          "dinggate-cloud",
          Map.of(
              "DINGGATE_DINGTALK_LOGIN_URL", sandbox.loginUrl().toString(),
              "DINGGATE_DINGTALK_OAPI_URL", sandbox.oapiUrl().toString(),
              "DINGGATE_DINGTALK_API_URL", sandbox.apiUrl().toString()));
      var exit = machine.run(script(database.getPort()));
      assertThat(exit).as(machine.logs()).isZero();
      assertThat(machine.log("script"))
          .contains(
              "nobody but owner and group reads the secrets",
              "installed is what was built",
              "after the upgrade too");
      assertThat(machine.log("dinggate-cloud"))
          .contains("The registry file was read: 1 apps, 1 sites")
          .doesNotContain("ERROR");
      onlyThisMachineConnects();
      signInAndSendYourselfAMessage();
      assertThat(sinceTheLastStart(machine.log("dinggate-local"))).doesNotContain("ERROR");
      assertThat(machine.endsAll(45)).as("both end when asked to").isTrue();
    }
  }

  /** Before, the cloud does not know the site yet, or is away: the page brings them up in turn. */
  private static String sinceTheLastStart(String log) {
    var start = log.lastIndexOf(" started in ");
    assertThat(start).as(log).isPositive();
    return log.substring(start);
  }

  private static void onlyThisMachineConnects() {
    assertThat(PORTS)
        .allSatisfy(
            port ->
                assertThatThrownBy(() -> new Socket("127.0.0.2", port).close())
                    .as("another address, port %s", port)
                    .isInstanceOf(ConnectException.class));
  }

  /** The last sentence on plain jars. */
  private static void signInAndSendYourselfAMessage() {
    var site = URI.create("http://localhost:8081");
    var person = new SignIn(site, Somebody.WANG_FANG, Somebody.EAST_CORP).done();
    var note = Messages.text(Somebody.EAST_CORP, Somebody.WANG_FANG, "installed");
    person.sendUntilDingTalkHasIt(note);
  }

  private String script(int databasePort) {
    var page = Operations.read().section("## Plain jars");
    var build = page.section("### Build").commands();
    var all = page.commands();
    assertThat(all.subList(0, build.size())).isEqualTo(build);
    var rest = String.join("\n", all.subList(build.size(), all.size()));
    for (var ours : OURS.entrySet()) {
      assertThat(rest).contains(ours.getKey());
      rest = rest.replace(ours.getKey(), ours.getValue());
    }
    return "root="
        + Checkout.root()
        + """

        cd $root
        mkdir -p target/dinggate/cloud-service
        touch target/dinggate/cloud-service/left-by-an-earlier-build
        """
        + String.join("\n", build)
        + "\ncp target/dinggate.tar.gz "
        + temporary
        + "\ncd "
        + temporary
        + "\n"
        + rest.replace("localhost:5432", "localhost:" + databasePort)
        + """

        open=$(find /etc/dinggate -type f -perm /007 ! -name '*.env')
        [ -z "$open" ] && echo nobody but owner and group reads the secrets
        for service in cloud-service local-service; do
          diff -rq "$root/$service/target/quarkus-app" "/opt/dinggate/$service"
          touch "/opt/dinggate/$service/left-by-the-version-before"
        done
        echo installed is what was built
        """
        + String.join("\n", Operations.read().section("## Upgrade").commands())
        + """

        for service in cloud-service local-service; do
          diff -rq "$root/$service/target/quarkus-app" "/opt/dinggate/$service"
        done
        echo after the upgrade too
        """;
  }

  private static void free(int port) throws IOException {
    try (var _ = new ServerSocket(port)) {
      assertThat(port).isPositive();
    }
  }
}
