package io.dinggate.e2e.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What operators are told must be so. */
class OperationsTest {

  private static final Pattern VARIABLE = Pattern.compile("DINGGATE_[A-Z_]*[A-Z]");
  private static final Pattern OUR_FILE =
      Pattern.compile(
          "(?<![\\w/~.-])((?:deploy|cloud-service/src|local-service/src)/[\\w./-]*[\\w-])");
  private static final Pattern LINK = Pattern.compile("]\\(([^)#]+)(?:#[^)]*)?\\)");
  private static final Pattern ANCHOR = Pattern.compile("]\\(#([^)]+)\\)");
  private static final Pattern LOCATION = Pattern.compile("location (= )?(/\\S*) \\{([^}]*)}");
  private static final Pattern CHECK =
      Pattern.compile("HealthCheckResponse\\.named\\(\"([^\"]+)\"");

  static List<String> commands() {
    return Operations.read().commands();
  }

  @ParameterizedTest
  @MethodSource("commands")
  void everyBlockOfCommandsIsShell(String block) throws IOException, InterruptedException {
    var shell = new ProcessBuilder("bash", "-n").redirectErrorStream(true).start();
    try (var script = shell.getOutputStream()) {
      script.write(block.getBytes(StandardCharsets.UTF_8));
    }
    var complaints = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(shell.waitFor()).as(complaints).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "deploy/docs/operations.md",
        "deploy/container/README.md",
        "deploy/container/compose.yaml",
        "deploy/container/train",
        "deploy/new-site"
      })
  void everySettingThatIsNamedIsAKeyOfAService(String file) {
    var known = new TreeSet<>(KnownSettings.of("cloud-service"));
    known.addAll(KnownSettings.of("local-service"));
    known.add("DINGGATE_IMAGE"); // of compose itself
    var named =
        VARIABLE
            .matcher(Checkout.read(Checkout.root().resolve(file)))
            .results()
            .map(match -> match.group())
            .collect(Collectors.toSet());
    assertThat(known).containsAll(named);
  }

  @Test
  void everyFileAndLinkIsThere() {
    var text = Operations.read().text();
    var files =
        OUR_FILE
            .matcher(text)
            .results()
            .map(match -> match.group(1))
            .filter(file -> !file.startsWith("deploy/kubernetes/sites/east")) // made by new-site
            .filter(file -> !file.equals("deploy/kubernetes/cloud/ours")) // a copy of the example
            .distinct();
    var links =
        LINK.matcher(text).results().map(match -> "deploy/docs/" + match.group(1)).distinct();
    assertThat(Stream.concat(files, links))
        .hasSizeGreaterThan(10)
        .allSatisfy(file -> assertThat(Checkout.root().resolve(file).normalize()).exists());
    var headings =
        text.lines()
            .filter(line -> line.startsWith("#"))
            .map(line -> line.replaceFirst("^#+ ", "").toLowerCase(Locale.ROOT).replace(' ', '-'))
            .toList();
    assertThat(ANCHOR.matcher(text).results().map(match -> match.group(1))).isSubsetOf(headings);
  }

  @Test
  void everyHealthCheckOfTheServicesIsExplained() {
    var health = Operations.read().section("## Health").text();
    var checks =
        Stream.of("cloud-service", "local-service")
            .flatMap(
                service -> Checkout.below(Checkout.root().resolve(service + "/src/main")).stream())
            .filter(file -> file.toString().endsWith(".java"))
            .flatMap(file -> CHECK.matcher(Checkout.read(file)).results())
            .map(match -> match.group(1))
            .collect(Collectors.toSet());
    assertThat(checks).isNotEmpty();
    assertThat(checks).allSatisfy(check -> assertThat(health).contains("`" + check + "`"));
  }

  @Test
  void everySecretThatTheManifestsReferToIsMadeByACommand() {
    var made = Operations.read().text() + Checkout.read(Checkout.root().resolve("deploy/new-site"));
    assertThat(ReferenceRules.SECRETS_OF_THE_OPERATOR)
        .allSatisfy(secret -> assertThat(made).contains("create secret generic " + secret + " "));
  }

  @Test
  void theExampleIsCopiedAndNothingButTheCopyIsApplied() {
    var commands = String.join("", Operations.read().section("### The cloud").commands());
    assertThat(commands.lines().filter(line -> line.contains("cloud/example")))
        .containsExactly("cp -r deploy/kubernetes/cloud/example \"$OURS\"");
    assertThat(commands.lines().filter(line -> line.startsWith("kubectl apply")))
        .hasSize(2)
        .allSatisfy(line -> assertThat(line).contains(" \"$OURS"));
  }

  @Test
  void theWebServersPassOnWhatTheIngressesDoAndKeepNoQueries() {
    var servers = Operations.read().section("### The web server").blocks("nginx");
    assertThat(servers)
        .hasSize(2)
        .allSatisfy(
            server ->
                assertThat(server)
                    .contains(
                        "access_log off;",
                        ".log crit;",
                        "error_log /dev/null",
                        "proxy_set_header X-Forwarded-For $remote_addr;"));
    assertThat(passedOn(servers.getFirst())).isEqualTo(IngressRules.PUBLIC.get("cloud-service"));
    assertThat(passedOn(servers.getLast())).isEqualTo(Set.of("Prefix /", "Exact /login/return"));
  }

  private static Set<String> passedOn(String server) {
    return LOCATION
        .matcher(server)
        .results()
        .filter(location -> location.group(3).contains("proxy_pass"))
        .map(location -> (location.group(1) == null ? "Prefix " : "Exact ") + location.group(2))
        .collect(Collectors.toSet());
  }

  @ParameterizedTest
  @ValueSource(strings = {"cloud", "local"})
  void theUnitRunsAsItsOwnUserAndWaitsForRequestsToEnd(String service) throws IOException {
    var unit =
        Files.readAllLines(
            Checkout.root().resolve("deploy/docs/systemd/dinggate-" + service + ".service"));
    assertThat(unit)
        .contains(
            "User=dinggate-" + service,
            "EnvironmentFile=/etc/dinggate/" + service + ".env",
            "WorkingDirectory=/opt/dinggate/" + service + "-service",
            "TimeoutStopSec=45",
            "SuccessExitStatus=143",
            "NoNewPrivileges=true",
            "ProtectSystem=strict");
    var commands = String.join("\n", Operations.read().section("## Plain jars").commands());
    assertThat(commands)
        .contains(
            "useradd --system --shell /usr/sbin/nologin dinggate-" + service,
            "> /etc/dinggate/" + service + ".env <<",
            "/opt/dinggate/docs/systemd/dinggate-" + service + ".service /etc/systemd/system/",
            "systemctl enable --now dinggate-" + service);
  }
}
