package io.dinggate.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.dinggate.e2e.walk.Browser;
import io.dinggate.e2e.walk.Page;
import io.dinggate.sandbox.fault.Faults;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Logins that fail without the person's doing: what DingTalk, the cloud's operator or the site's
 * did wrong ends on a page, in Chinese and in English, and the next sign-in works.
 */
@ExtendWith(SharedStack.class)
class LoginFailuresIT {

  private static final String EXCHANGE = "/v1.0/oauth2/userAccessToken";
  private static final String PROFILE = "/v1.0/contact/users/me";
  private static final String DETAIL = "/topapi/v2/user/get";

  private final Stack stack;
  @TempDir private Path directory;

  LoginFailuresIT(Stack stack) {
    this.stack = stack;
  }

  static Stream<Arguments> faults() {
    return Stream.of(
        fault(
            "auth-code-invalid",
            faults ->
                faults.errorNext(EXCHANGE, 1, 400, "invalidParameter.authCode.notFound", "no")),
        fault(
            "dingtalk-credentials-rejected",
            faults -> faults.errorNext(EXCHANGE, 1, 400, "invalidClientIdOrSecret", "no")),
        fault(
            "dingtalk-rejected",
            faults -> faults.errorNext(EXCHANGE, 1, 400, "invalidParameter.grantType", "no")),
        fault("dingtalk-unavailable", faults -> faults.cutNext(EXCHANGE, 1)),
        fault(
            "dingtalk-unavailable",
            faults -> faults.errorNext(EXCHANGE, 1, 500, "unknownError", "no")),
        fault("dingtalk-throttled", faults -> faults.throttleNext(EXCHANGE, 1)),
        fault("dingtalk-ip-not-listed", faults -> faults.ipNotListedNext(PROFILE, 1)),
        fault(
            "dingtalk-permission-missing",
            faults -> faults.permissionMissingNext(DETAIL, 1, "qyapi_get_member")),
        fault("user-not-visible", faults -> faults.errcodeNext(DETAIL, 1, 50002, "no")),
        fault("user-not-in-corp", faults -> faults.errcodeNext(DETAIL, 1, 60121, "no")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("faults")
  void whatDingTalkRefusesIsSaidAndTheNextSignInWorks(String reason, Consumer<Faults> fault) {
    var person = SignIn.toEast(stack);
    var callback = person.agreed();
    fault.accept(stack.sandbox().faults());

    assertSays(reason, person, person.open(callback));

    SignIn.toEast(stack).done();
  }

  @Test
  void permissionThatIsMissingIsNamedInTheCloudsLog() throws IOException {
    var person = SignIn.toEast(stack);
    var callback = person.agreed();
    stack.sandbox().faults().permissionMissingNext(DETAIL, 1, "qyapi_named_in_the_log");

    assertSays("dingtalk-permission-missing", person, person.open(callback));

    assertThat(Files.readString(stack.logs().resolve("cloud.log")))
        .contains("qyapi_named_in_the_log");
  }

  @Test
  void whoChoosesNoOrganisationIsTold() {
    var person = SignIn.toEast(stack);
    var consent = person.atDingTalk().url();
    // Who sits at the browser can take the wish out of the address.
    var without =
        URI.create(consent.toString().replaceFirst("(scope=openid)(%20|\\+)corpid", "$1"));
    assertThat(without).isNotEqualTo(consent);

    var callback = person.agreedOn(person.open(without));

    assertSays("corp-not-chosen", person, person.open(callback));
  }

  @Test
  void siteWhoseReturnUrlIsNotRegisteredSaysSo() throws IOException {
    assertSiteSays("return-url-not-allowed", Map.of());
  }

  @Test
  void siteThatCannotReachTheCloudSaysSo() throws IOException {
    assertSiteSays("cloud-unavailable", Map.of("dinggate.cloud.url", "http://localhost:1"));
  }

  @Test
  void siteThatTheCloudDoesNotAcceptSaysSoToItsOperator() throws IOException {
    var another = SiteKey.in(directory, "unregistered").make().privateFile().toString();
    var log =
        assertSiteSays("cloud-unavailable", Map.of("dinggate.cloud.private-key-file", another));

    assertThat(log).contains("invalid_client");
  }

  /** A local-service at an address that is not registered, with more that is wrong; its log. */
  private String assertSiteSays(String reason, Map<String, String> wrong) throws IOException {
    var ports = Ports.free();
    var settings = new HashMap<>(stack.local(Stack.EAST).settings());
    settings.put("dinggate.public-url", ports.local(Stack.EAST).toString());
    settings.put("dinggate.http.port", "" + ports.of(Listener.LOCAL));
    settings.put("dinggate.management.port", "" + ports.of(Listener.LOCAL_MANAGEMENT));
    settings.putAll(wrong);
    var jar = Path.of("../../local-service/target/quarkus-app/quarkus-run.jar").toAbsolutePath();
    var launch = new Launch(jar, List.of(), settings, directory, directory.resolve(reason));
    var program =
        new Program(reason, launch, ports.local(Stack.EAST), ports.localManagement(Stack.EAST));
    try (var watchdog = new Watchdog(directory.resolve("processes"));
        var site = new Service(program, watchdog)) {
      site.start();
      site.awaitReady();
      for (var language : List.of("zh", "en")) {
        var address = site.url().resolve("/login?return_to=/console/&lang=" + language);
        var page = new Browser().open(address);

        assertThat(page.status()).isBetween(400, 599);
        assertThat(page.body())
            .contains("<html lang=\"" + language, "<code id=\"reason\">" + reason + "</code>");
      }
      return Files.readString(site.log());
    }
  }

  private static Arguments fault(String reason, Consumer<Faults> fault) {
    return Arguments.of(reason, fault);
  }

  private static void assertSays(String reason, SignIn person, Page ended) {
    assertThat(ended.url().getPath()).isEqualTo("/login/failed");
    for (var language : List.of("zh", "en")) {
      var page = person.open(URI.create(ended.url() + "&lang=" + language)).expect(200);
      assertThat(page.body())
          .contains("<html lang=\"" + language, "<code id=\"reason\">" + reason + "</code>")
          .containsPattern("<strong>[^<]{5,}</strong></p>\\s*<p>[^<]{5,}</p>");
    }
    assertThat(person.me().status()).isEqualTo(401);
  }
}
