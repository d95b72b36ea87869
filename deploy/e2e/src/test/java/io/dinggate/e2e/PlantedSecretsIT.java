package io.dinggate.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dinggate.e2e.walk.ApiClient;
import io.dinggate.e2e.walk.Browser;
import io.dinggate.e2e.walk.Page;
import io.dinggate.sandbox.World;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Secrets, codes, tokens, mobiles, e-mail addresses, names, message texts and files pass through
 * both services, by good calls and by bad ones, and are then looked for where they must not be
 * (G7).
 */
@ExtendWith(SharedStack.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PlantedSecretsIT {

  private static final String MARK = UUID.randomUUID().toString().replace("-", "");
  private static final String TEXT = "a very private text " + MARK;
  private static final String FILE_NAME = "very-private-file-" + MARK + ".pdf";
  private static final String FILE_TEXT = "what stands in the file " + MARK;
  private static final String INTERNAL_APP = "internal-hr";

  /** What the names of all begin with that belongs to a webhook. */
  private static final String WEBHOOK = "webhook's ";

  /** A program with a webhook. */
  private static final String TOLD = "told-" + MARK;

  private static final String NOT_IN_FORCE = "not in force";
  private static final Duration SOON = Duration.ofSeconds(90);

  /** The example of RFC 7636, appendix B. */
  private static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

  private static final String CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

  private static final String PROFILE = "/v1.0/contact/users/me";
  private static final String DETAIL = "/topapi/v2/user/get";

  private final Stack stack;
  private final World world;

  /** What must be found nowhere, by what it is. */
  private final Map<String, String> secrets = new LinkedHashMap<>();

  /** The bodies of answers that are no place for a secret of anybody. */
  private final List<Page> answers = new ArrayList<>();

  PlantedSecretsIT(Stack stack) {
    this.stack = stack;
    this.world = stack.sandbox().world();
  }

  @BeforeAll
  void goodAndBadCalls() {
    plantWorld();
    signInByRedirect();
    signInInsideDingTalk();
    signInByTheInternalApp();
    askByWayOfTheCloud();
    signInInsideTheInternalApp();
    callAsProgram();
    uploadAFile();
    callTheCloudAsSite();
    callWithWrongSecrets();
    beToldByWebhooks();
    breakOffCallsOfDingTalk();
    plantTokensOfDingTalk();
  }

  @Test
  void noLogHoldsAny() throws IOException {
    var logs = new TreeMap<String, byte[]>();
    for (var service : List.of("cloud", "local-east", "local-north")) {
      logs.put(service, Files.readAllBytes(stack.logs().resolve(service + ".log")));
      assertThat(found(logs.get(service), "Listening on"))
          .as("the search finds what is there in the log of %s", service)
          .isTrue();
    }

    logs.forEach(this::assertHoldsNone);
    logs.forEach(this::assertHoldsNobody);
  }

  @Test
  void databaseOfTheCloudHoldsNoneInTheClear() throws IOException {
    var everything = new ArrayList<Path>();
    try (var files = Files.walk(stack.cloudData())) {
      files.filter(Files::isRegularFile).forEach(everything::add);
    }
    var foundControl = false;
    for (var file : everything) {
      var bytes = Files.readAllBytes(file);
      foundControl |= found(bytes, Somebody.EAST_CORP);
      assertHoldsNone(file.getFileName().toString(), bytes);
      assertHoldsNobody(file.getFileName().toString(), bytes);
    }
    assertThat(foundControl).as("the search finds a corp id, which is kept in the clear").isTrue();
  }

  @Test
  void databaseOfTheSiteHoldsNothingThatSignsWebhooks() throws SQLException {
    var tables = tablesOfTheSite();
    assertThat(found(tables, TOLD)).as("the search finds the program that is told").isTrue();

    secrets.forEach(
        (what, value) -> {
          if (what.startsWith(WEBHOOK) || value.equals(TEXT)) {
            assertHoldsNot("the database of the site", tables, what, value);
          }
        });
  }

  @Test
  void noMetricHoldsAny() {
    var browser = new Browser();
    for (var service : List.of(stack.cloud(), stack.local(Stack.EAST), stack.local(Stack.NORTH))) {
      var metrics = browser.open(service.management().resolve("/q/metrics")).expect(200);
      assertThat(found(metrics.body().getBytes(StandardCharsets.UTF_8), "jvm_memory_used_bytes"))
          .as("the search finds what is there")
          .isTrue();

      var bytes = metrics.body().getBytes(StandardCharsets.UTF_8);
      assertHoldsNone(service.management().toString(), bytes);
      assertHoldsNobody(service.management().toString(), bytes);
    }
  }

  @Test
  void noAnswerHoldsAny() {
    assertThat(answers).hasSizeGreaterThan(10);
    assertThat(answers).anyMatch(answer -> answer.body().contains("王芳"));

    for (var answer : answers) {
      var bytes = (answer.headers().map() + answer.body()).getBytes(StandardCharsets.UTF_8);
      secrets.forEach(
          (what, value) -> {
            if (answer.status() >= 400 || !value.equals(TEXT)) { // one's own message one may read
              assertHoldsNot(answer.url().getPath(), bytes, what, value);
            }
          });
    }
  }

  private void plantWorld() {
    world
        .apps()
        .forEach(
            app -> {
              secrets.put("secret of " + app.appId(), app.secret());
              secrets.put("event token of " + app.appId(), app.token());
              secrets.put("event key of " + app.appId(), app.encodingAesKey());
            });
    world.suites().forEach(suite -> secrets.put("suite ticket", suite.suiteTicket()));
    world
        .corps()
        .forEach(
            corp ->
                secrets.put(
                    "permanent code of " + corp.corpId(), "permanent-code-of-" + corp.corpId()));
    world
        .people()
        .forEach(
            person -> {
              secrets.put("mobile of " + person.id(), person.mobile());
              secrets.put("e-mail of " + person.id(), person.email());
            });
    for (var site : world.sites()) {
      secrets.put("secret of site " + site.id(), site.clientSecret());
      site.apiClients()
          .forEach(client -> secrets.put("secret of " + site.id() + "'s erp", client.secret()));
    }
    secrets.put("text of a message", TEXT);
    secrets.put("name of a file", FILE_NAME);
    secrets.put("text of a file", FILE_TEXT);
  }

  private void signInByRedirect() {
    var person = SignIn.toEast(stack);
    var callback = person.agreed();
    plantQuery("of DingTalk's redirect", callback);
    var redirect = person.browser().openOnly(callback);
    var returnUrl = callback.resolve(redirect.header("Location"));
    plantQuery("of the cloud's redirect", returnUrl);
    answers.add(person.open(returnUrl));
    person
        .browser()
        .cookies("localhost")
        .forEach((name, value) -> secrets.put("cookie " + name, value));
    answers.add(person.me());
    answers.add(
        person.json(
            "PUT",
            Messages.newPath(),
            Messages.text(Somebody.EAST_CORP, Somebody.WANG_FANG, TEXT)));
    answers.add(SignIn.toEast(stack).open(returnUrl));
    answers.add(SignIn.toEast(stack).open(callback));
    answers.add(person.json("PUT", Messages.newPath(), "{\"content\":\"" + TEXT));
  }

  private void signInInsideDingTalk() {
    var inside = SignIn.toEast(stack);
    var code =
        stack
            .sandbox()
            .inAppCode(world.suites().getFirst().appId(), Somebody.EAST_CORP, Somebody.LI_WEI);
    secrets.put("in-app code", code);
    var body = "{\"corp\":\"%s\",\"code\":\"%s\"}".formatted(Somebody.EAST_CORP, code);
    answers.add(inside.json("POST", "/login/in-app", body));
    answers.add(inside.json("POST", "/login/in-app", body));
  }

  /** The token is in the one answer that hands it out, which is not looked at. */
  private void askByWayOfTheCloud() {
    var person = SignIn.toEast(stack).done();
    var wish =
        "{\"kind\":\"message\",\"message\":%s}"
            .formatted(
                Messages.text(Somebody.EAST_CORP, Somebody.WANG_FANG, TEXT + " to the cloud"));
    var origin = stack.local(Stack.EAST).url().toString();
    var request = HandedRequest.of(person.json("POST", "/api/v1/request-tokens", wish), origin);
    secrets.put("request token", request.token());
    answers.add(request.withBody(request.body() + " ").post().expect(403));
    answers.add(request.post().expect(202));
    answers.add(request.post().expect(409));
    var path = "/api/v1/requests/" + request.id() + "?wait=20";
    answers.add(person.open(stack.local(Stack.EAST).url().resolve(path)).expect(200));
  }

  /** An internal app is told mobiles and e-mail addresses in the clear when people sign in. */
  private void signInByTheInternalApp() {
    var site = Erp.siteAtTheCloud(stack, Stack.EAST);
    secrets.put("verifier", VERIFIER);
    var told = stack.sandbox().journal().calls(PROFILE);
    var started =
        site.post(
            "/api/v1/logins",
            """
            {"codeChallenge":"%s","returnUrl":"%s","corp":"%s","app":"%s"}
            """
                .formatted(
                    CHALLENGE,
                    stack.local(Stack.EAST).url().resolve("/login/return"),
                    Somebody.EAST_CORP,
                    INTERNAL_APP));
    var page = URI.create(started.expect(200).json().path("authorizeUrl").asText());
    var callback = stack.sandbox().consent(page, Somebody.EAST_CORP, Somebody.LI_WEI);
    plantQuery("of DingTalk's redirect for the internal app", callback);
    var redirect = new Browser().openOnly(callback);
    var returnUrl = callback.resolve(redirect.header("Location"));
    plantQuery("of the cloud's redirect for the internal app", returnUrl);
    var ticket = returnUrl.getRawQuery().replaceAll(".*\\blogin_ticket=([^&]+).*", "$1");
    var redeemed =
        site.post(
            "/api/v1/logins/redeem",
            "{\"ticket\":\"%s\",\"codeVerifier\":\"%s\"}".formatted(ticket, VERIFIER));
    answers.add(redeemed.expect(200));
    assertThat(redeemed.json().path("app").asText()).isEqualTo(INTERNAL_APP);
    assertThat(stack.sandbox().journal().calls(PROFILE)).isEqualTo(told + 1);
  }

  private void signInInsideTheInternalApp() {
    var code = stack.sandbox().inAppCode(INTERNAL_APP, Somebody.EAST_CORP, Somebody.LI_WEI);
    secrets.put("in-app code of the internal app", code);
    var body =
        "{\"corp\":\"%s\",\"code\":\"%s\",\"app\":\"%s\"}"
            .formatted(Somebody.EAST_CORP, code, INTERNAL_APP);
    answers.add(SignIn.toEast(stack).json("POST", "/login/in-app", body).expect(200));
  }

  private void callAsProgram() {
    var erp = Erp.of(stack, Stack.EAST);
    secrets.put("token of erp", erp.token());
    var path = Messages.newPath();
    var message =
        Messages.text(Somebody.EAST_CORP, Somebody.WANG_FANG, TEXT, "{\"repeatable\":true}");
    answers.add(erp.put(path, message).expect(202));
    answers.add(Messages.await(erp, path, "delivered"));
    answers.add(erp.post("/api/v1/messages/preview", message).expect(200));
    answers.add(erp.post(path + "/recall", "{}").expect(202));
    answers.add(Messages.await(erp, path, "recalled"));
    answers.add(erp.put(path, message.replace(TEXT, "another " + TEXT)).expect(409));
    answers.add(erp.get("/api/v1/messages?limit=10").expect(200));
    answers.add(erp.get("/api/v1/users/" + Somebody.EAST_CORP + "/" + Somebody.LI_WEI));
    answers.add(erp.put(Messages.newPath(), "{\"recipients\":[],\"secret\":\"" + TEXT + "\"}"));
    var invitation =
        erp.post("/api/v1/invitations", "{\"tenantId\":\"t1\",\"staffId\":\"s-" + MARK + "\"}");
    secrets.put("invitation", invitation.expect(200).json().path("invitation").asText());
  }

  private void uploadAFile() {
    var erp = Erp.of(stack, Stack.EAST);
    answers.add(
        Upload.of("file", FILE_NAME, FILE_TEXT)
            .with("kind", "file")
            .with("corp", Somebody.EAST_CORP)
            .to(stack.local(Stack.EAST).url().resolve("/api/v1/media"), erp.token())
            .expect(200));
    answers.add(
        Upload.of("file", FILE_NAME, FILE_TEXT)
            .with("kind", "image")
            .with("corp", Somebody.FOREIGN_CORP)
            .to(stack.local(Stack.EAST).url().resolve("/api/v1/media"), erp.token()));
    assertThat(stack.sandbox().media()).isNotEmpty();
  }

  private void callTheCloudAsSite() {
    var site = Erp.siteAtTheCloud(stack, Stack.EAST);
    secrets.put("token of site east", site.token());
    var path = "/api/v1/directory/corps/" + Somebody.EAST_CORP + "/users/find";
    for (var mobile : List.of(world.person(Somebody.WANG_FANG).mobile(), "13912345678")) {
      answers.add(
          site.post(path, "{\"mobile\":\"%s\",\"app\":\"%s\"}".formatted(mobile, INTERNAL_APP)));
    }
    secrets.put("mobile of nobody", "13912345678");
  }

  private void callWithWrongSecrets() {
    secrets.put("wrong secret", "wrong-" + MARK);
    for (var service : List.of(stack.cloud().url(), stack.local(Stack.EAST).url())) {
      answers.add(new ApiClient(service, "site-east", "wrong-" + MARK).askForToken());
      answers.add(new ApiClient(service, "wrong-" + MARK).get("/api/v1/messages/m1"));
    }
  }

  /** By a receiver that takes it, one that does not, and a file with faults. */
  private void beToldByWebhooks() {
    var key = plant("key", "signing-key-" + MARK);
    var next = plant("next key", "signing-key-to-come-" + MARK);
    var address = plant("key in the address", "key-in-the-address-" + MARK);
    try (var clients = new SiteClients(stack.local(Stack.EAST));
        var receiver = WebhookReceiver.start()) {
      var operator = clients.add("operator", "operator");
      receiver.answerNext(503, Map.of());
      receiver.answerNext(410, Map.of());
      var query = URI.create(receiver.url() + "?key=" + address);
      send(clients.add(TOLD, query, List.of(signingSecret(key), signingSecret(next))));
      assertThat(List.of(key, next, address))
          .as("the search finds what stands in the clients file")
          .allMatch(value -> found(clients.text().getBytes(StandardCharsets.UTF_8), value));
      await()
          .atMost(SOON)
          .untilAsserted(
              () ->
                  assertThat(receiver.received())
                      .anyMatch(
                          one ->
                              one.isSignedWith(signingSecret(key))
                                  && one.isSignedWith(signingSecret(next))
                                  && one.answered() == 204));
      var refused = URI.create("https://10.0.0.1/?key=" + address);
      send(clients.add(TOLD + "-inside", refused, List.of(signingSecret(key))));
      await()
          .atMost(SOON)
          .untilAsserted(() -> assertThat(deliveries(operator).body()).contains("address-refused"));
      answers.add(deliveries(operator));
      writeFaults(clients);
    }
    awaitHealthOfTheSite(body -> !body.contains(NOT_IN_FORCE));
  }

  private void writeFaults(SiteClients clients) {
    clients.writeFaulty(
        """
        clients:
          - id: faulty
            scopes: [messages:send]
            secret-hashes: ["%s"]
            webhook:
              url: "https://somebody:%s@erp.example.com/"
              secrets: ["whsec_%s"]
        """
            .formatted(
                plant("secret that is no hash", "no-hash-" + MARK),
                plant("password in an address", "password-in-an-address-" + MARK),
                plant("key that is no base64", "no-base64-" + MARK)));
    answers.add(awaitHealthOfTheSite(body -> body.contains(NOT_IN_FORCE)));
  }

  private Page awaitHealthOfTheSite(Predicate<String> wanted) {
    var health = stack.local(Stack.EAST).management().resolve("/q/health/ready");
    return await()
        .atMost(SOON)
        .until(() -> new Browser().open(health).expect(200), page -> wanted.test(page.body()));
  }

  private static Page deliveries(ApiClient operator) {
    return operator.get("/api/v1/webhooks/deliveries?limit=100").expect(200);
  }

  private static void send(ApiClient program) {
    program
        .put(
            Messages.newPath(),
            Messages.text(Somebody.EAST_CORP, Somebody.WANG_FANG, TEXT, "{\"repeatable\":true}"))
        .expect(202);
  }

  private String plant(String what, String value) {
    secrets.put(WEBHOOK + what, value);
    return value;
  }

  /** The key itself is looked for as it stands, and in the base64 that is written here. */
  private static String signingSecret(String key) {
    return "whsec_" + Base64.getEncoder().encodeToString(key.getBytes(StandardCharsets.UTF_8));
  }

  /** All rows of all tables, as text. */
  private byte[] tablesOfTheSite() throws SQLException {
    var database = stack.database(Stack.EAST);
    var rows = new StringBuilder();
    try (var connection =
            DriverManager.getConnection(database.url(), database.username(), database.password());
        var statement = connection.createStatement()) {
      var tables = new ArrayList<String>();
      try (var names =
          statement.executeQuery(
              "select tablename from pg_tables where schemaname = current_schema()")) {
        while (names.next()) {
          tables.add(names.getString(1));
        }
      }
      for (var table : tables) {
        try (var row = statement.executeQuery("select t::text from \"" + table + "\" t")) {
          while (row.next()) {
            rows.append(row.getString(1)).append('\n');
          }
        }
      }
    }
    return rows.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** Whoever tells of a call that broke off is tempted to tell its URL, where the token stands. */
  private void breakOffCallsOfDingTalk() {
    var site = Erp.siteAtTheCloud(stack, Stack.EAST);
    var path = "/api/v1/directory/corps/" + Somebody.EAST_CORP + "/users/" + Somebody.LI_WEI;
    var faults = stack.sandbox().faults();
    faults.cutNext(DETAIL, 1);
    answers.add(site.get(path).expect(503));
    faults.hold(DETAIL); // longer than the cloud waits
    try {
      answers.add(site.get(path).expect(503));
    } finally {
      faults.release(DETAIL);
    }
  }

  /** Everything that the sandbox got or gave as a token, from its own journal of requests. */
  private void plantTokensOfDingTalk() {
    var token =
        Pattern.compile(
            "\"?(?:access_?token|accessToken|suite_access_token|refreshToken|x-acs-dingtalk-access-token)\\\\?\"?\\s*[:=]\\s*\\\\?\"?([0-9a-f]{32})");
    var browser = new Browser();
    for (var host : List.of(stack.sandbox().oapiUrl(), stack.sandbox().apiUrl())) {
      var journal = browser.open(host.resolve("/__admin/requests")).expect(200).body();
      token
          .matcher(journal)
          .results()
          .forEach(match -> secrets.put("DingTalk token " + secrets.size(), match.group(1)));
    }
    assertThat(secrets.keySet()).anyMatch(name -> name.startsWith("DingTalk token"));
    assertThat(browser.open(stack.sandbox().oapiUrl().resolve("/__admin/requests")).body())
        .as("tokens stand in URLs")
        .contains(DETAIL + "?access_token=");
  }

  private void plantQuery(String where, URI address) {
    for (var parameter : address.getRawQuery().split("&", -1)) {
      var pair = parameter.split("=", 2);
      if (pair[1].length() >= 16 && !pair[0].equals("login")) { // the login's id is no secret
        secrets.put(pair[0] + " " + where, pair[1]);
      }
    }
  }

  private void assertHoldsNone(String where, byte[] bytes) {
    secrets.forEach((what, value) -> assertHoldsNot(where, bytes, what, value));
  }

  private void assertHoldsNobody(String where, byte[] bytes) {
    for (var person : world.people()) {
      assertHoldsNot(where, bytes, person.id() + "'s name", person.name());
      person
          .unionIds()
          .values()
          .forEach(union -> assertHoldsNot(where, bytes, person.id() + "'s union id", union));
    }
  }

  private static void assertHoldsNot(String where, byte[] bytes, String what, String value) {
    assertThat(value).as(what).isNotBlank();
    assertThat(found(bytes, value)).as("%s in %s", what, where).isFalse();
  }

  /** As it stands, percent-encoded, or in Base64. */
  private static boolean found(byte[] bytes, String value) {
    // ISO-8859-1 maps every byte to one character, so nothing is lost and nothing is invented
    var haystack = new String(bytes, StandardCharsets.ISO_8859_1);
    var plain = value.getBytes(StandardCharsets.UTF_8);
    return Stream.of(
            new String(plain, StandardCharsets.ISO_8859_1),
            URLEncoder.encode(value, StandardCharsets.UTF_8),
            Base64.getEncoder().encodeToString(plain),
            Base64.getUrlEncoder().withoutPadding().encodeToString(plain))
        .anyMatch(haystack::contains);
  }
}
