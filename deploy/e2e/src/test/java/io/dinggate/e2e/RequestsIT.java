package io.dinggate.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.dinggate.e2e.walk.ApiClient;
import io.dinggate.e2e.walk.Page;
import io.dinggate.e2e.walk.WalkException;
import io.dinggate.platform.testing.Randomly;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Requests by way of the cloud: a page hands its request to the cloud, and the result reaches it by
 * way of the site.
 */
@ExtendWith(SharedStack.class)
class RequestsIT {

  private static final Duration SOON = Duration.ofSeconds(60);
  private static final Duration LOOK_EVERY = Duration.ofMillis(5);
  private static final int REQUESTS = 8;

  private final Stack stack;
  private final int kills = Randomly.count("kills of the cloud with requests in hand", 2, 20);

  RequestsIT(Stack stack) {
    this.stack = stack;
  }

  @Test
  void userWhoIsAskedForIsToldAtTheSite() {
    var person = SignIn.toEast(stack).done();
    var request = wish(person, user(Somebody.WANG_FANG));

    assertThat(request.post().expect(202).json().path("id").asText()).isEqualTo(request.id());

    var result = awaitEnd(person, request);
    assertThat(result.path("state").asText()).isEqualTo("done");
    assertThat(result.at("/user/name").asText()).isEqualTo("王芳");
  }

  @Test
  void messageIsDeliveredAndIsTheCallersOwnAtTheSite() {
    var person = SignIn.toEast(stack).done();
    var text = "by way of the cloud " + UUID.randomUUID();
    var request = wish(person, message(text));

    request.post().expect(202);

    awaitEnd(person, request);
    var path = "/api/v1/messages/" + request.id();
    var message = Messages.awaitAtDingTalk(() -> person.open(east(path))).json();
    assertThat(message.at("/recipients/0/userId").asText()).isEqualTo(Somebody.WANG_FANG);
    assertThat(sent(text)).isEqualTo(1);
  }

  @Test
  void departmentsAreToldToAnOperator() {
    var operator = new SignIn(stack, Stack.EAST, Somebody.LI_WEI, Somebody.EAST_CORP).done();
    var request =
        wish(
            operator,
            "{\"kind\":\"departments\",\"parent\":{\"corp\":\"%s\",\"departmentId\":1}}"
                .formatted(Somebody.EAST_CORP));

    request.post().expect(202);

    var result = awaitEnd(operator, request);
    assertThat(result.path("state").asText()).as("%s", result).isEqualTo("done");
    assertThat(result.path("departments").isArray()).isTrue();
  }

  @Test
  void resultWaitsForASiteThatIsOff() {
    var person = SignIn.toEast(stack).done();
    var text = "while the site is off " + UUID.randomUUID();
    var request = wish(person, message(text));
    var site = stack.local(Stack.EAST);

    site.kill9();
    try {
      request.post().expect(202);
      await().atMost(SOON).until(() -> sent(text) == 1);
    } finally {
      site.start();
      site.awaitReady();
    }

    assertThat(awaitEnd(person, request).path("state").asText()).isEqualTo("done");
    var path = "/api/v1/messages/" + request.id();
    Messages.awaitAtDingTalk(() -> person.open(east(path)));
    assertThat(sent(text)).isEqualTo(1);
  }

  /**
   * Whatever was answered 202 comes to its end; each message arrives once, or its state says why
   * not.
   */
  @Test
  void nothingThatWasAcceptedIsLostWhenTheCloudIsKilled() {
    var person = SignIn.toEast(stack).done();
    for (var round = 0; round < kills; round++) {
      var texts = new ArrayList<String>();
      var requests = new ArrayList<HandedRequest>();
      for (var number = 0; number < REQUESTS; number++) {
        texts.add("under kills " + UUID.randomUUID());
        requests.add(wish(person, message(texts.getLast())));
      }
      var afterAccepted = Randomly.between("requests before the kill", 1, REQUESTS);
      var accepted = postAndKill(requests, afterAccepted);
      System.out.printf(
          "[measured] round %d of %d: %d of %d accepted, then the cloud was killed%n",
          round + 1, kills, accepted.size(), REQUESTS);
      for (var request : accepted) {
        var result = awaitEnd(person, request);
        assertThat(result.path("state").asText()).as("%s", result).isEqualTo("done");
        var path = "/api/v1/messages/" + request.id();
        var message = Messages.awaitAtDingTalkOrCutShort(() -> person.open(east(path)));
        var sent = sent(texts.get(requests.indexOf(request)));
        if (Messages.isAtDingTalk(message)) {
          assertThat(sent).isEqualTo(1);
        } else { // the kill came between the call's first byte and its answer, and the state says
          // so
          assertThat(Messages.reason(message)).isEqualTo("interrupted");
          assertThat(sent).isLessThanOrEqualTo(1);
        }
      }
    }
  }

  /** What somebody tries who has the token in hand, and what the cloud says to it. */
  private enum Trick {
    CHANGED_BODY("request-altered") {
      @Override
      Page play(Stack stack, HandedRequest request) {
        return request.withBody(request.body() + " ").post();
      }
    },
    OTHER_RECIPIENT("request-altered") {
      @Override
      Page play(Stack stack, HandedRequest request) {
        var body = request.body().replace(Somebody.WANG_FANG, Somebody.LI_WEI);
        assertThat(body).isNotEqualTo(request.body());
        return request.withBody(body).post();
      }
    },
    OTHER_SITES_ORIGIN("origin-not-allowed") {
      @Override
      Page play(Stack stack, HandedRequest request) {
        return request.withOrigin(stack.local(Stack.NORTH).url().toString()).post();
      }
    },
    UNKNOWN_ORIGIN("origin-not-allowed") {
      @Override
      Page play(Stack stack, HandedRequest request) {
        return request.withOrigin("https://elsewhere.example").post();
      }
    },
    NO_ORIGIN("origin-not-allowed") {
      @Override
      Page play(Stack stack, HandedRequest request) {
        return request.withOrigin("").post();
      }
    },
    ORIGIN_THAT_IS_NOT_REGISTERED("origin-not-allowed") {
      @Override
      Page play(Stack stack, HandedRequest request) {
        var origin = "https://elsewhere.example";
        var token =
            SiteSigner.of(stack, Stack.EAST)
                .change(request.token(), claims -> claims.put("origin", origin));
        return request.withToken(token).withOrigin(origin).post();
      }
    },
    EXPIRED("request-token-expired") {
      @Override
      Page play(Stack stack, HandedRequest request) {
        var token =
            SiteSigner.of(stack, Stack.EAST)
                .change(
                    request.token(),
                    claims -> {
                      claims.put("iat", claims.path("iat").asLong() - 600);
                      claims.put("exp", claims.path("exp").asLong() - 600);
                    });
        return request.withToken(token).post();
      }
    },
    SIGNED_BY_ANOTHER_SITE("request-token-invalid") {
      @Override
      Page play(Stack stack, HandedRequest request) {
        var token = SiteSigner.of(stack, Stack.NORTH).change(request.token(), _ -> {});
        return request.withToken(token).post();
      }
    },
    FOR_ANOTHER_CLOUD("request-token-invalid") {
      @Override
      Page play(Stack stack, HandedRequest request) {
        var token =
            SiteSigner.of(stack, Stack.EAST)
                .change(request.token(), claims -> claims.put("aud", "https://cloud.example"));
        return request.withToken(token).post();
      }
    },
    LIVES_TOO_LONG("request-token-invalid") {
      @Override
      Page play(Stack stack, HandedRequest request) {
        var token =
            SiteSigner.of(stack, Stack.EAST)
                .change(
                    request.token(),
                    claims -> claims.put("exp", claims.path("iat").asLong() + 3600));
        return request.withToken(token).post();
      }
    },
    POSTED_TWICE("request-token-used") {
      @Override
      Page play(Stack stack, HandedRequest request) {
        request.post().expect(202);
        return request.post();
      }
    },
    JTI_USED_AGAIN("request-token-used") {
      @Override
      Page play(Stack stack, HandedRequest request) {
        request.post().expect(202);
        var token =
            SiteSigner.of(stack, Stack.EAST)
                .change(
                    request.token(), claims -> claims.put("exp", claims.path("exp").asLong() + 1));
        return request.withToken(token).post();
      }
    };

    private final String code;

    Trick(String code) {
      this.code = code;
    }

    abstract Page play(Stack stack, HandedRequest request);
  }

  @ParameterizedTest
  @EnumSource
  void trickIsRefused(Trick trick) {
    var text = "a trick " + UUID.randomUUID();
    var request = wish(SignIn.toEast(stack).done(), message(text));

    var refused = trick.play(stack, request);

    assertThat(refused.status()).isIn(403, 409);
    assertThat(refused.json().path("code").asText()).isEqualTo(trick.code);
    assertThat(sent(text)).isLessThanOrEqualTo(trick.code.equals("request-token-used") ? 1 : 0);
  }

  @Test
  void tokenOpensNothingElseAtTheCloud() {
    var request = wish(SignIn.toEast(stack).done(), user(Somebody.WANG_FANG));

    var answer = new ApiClient(stack.cloud().url(), request.token()).get("/api/v1/feed");

    assertThat(answer.status()).isEqualTo(401);
  }

  @Test
  void pagesOfRegisteredOriginsAloneMayAsk() {
    var request = wish(SignIn.toEast(stack).done(), user(Somebody.WANG_FANG));

    var own = request.preflight();
    var foreign = request.withOrigin("https://elsewhere.example").preflight();

    assertThat(own.header("Access-Control-Allow-Origin")).isEqualTo(request.origin());
    assertThat(own.header("Access-Control-Allow-Credentials")).isEmpty();
    assertThat(own.headers().allValues("Vary")).anyMatch(vary -> vary.contains("Origin"));
    assertThat(foreign.header("Access-Control-Allow-Origin")).isEmpty();
  }

  /** Kills the cloud once so many have been accepted; which were, in the end. */
  private List<HandedRequest> postAndKill(List<HandedRequest> requests, int afterAccepted) {
    var accepted = ConcurrentHashMap.<HandedRequest>newKeySet();
    var kill =
        CompletableFuture.runAsync(
            () -> {
              await().pollInterval(LOOK_EVERY).until(() -> accepted.size() >= afterAccepted);
              stack.cloud().kill9();
            },
            Thread.ofVirtual()::start);
    AtOnce.call(
        requests.size(),
        number -> {
          try {
            var answer = requests.get(number).post();
            if (answer.status() == 202) {
              accepted.add(requests.get(number));
            }
            return answer;
          } catch (WalkException e) {
            return null; // the cloud was gone
          }
        });
    kill.join();
    stack.cloud().start();
    stack.cloud().awaitReady();
    return List.copyOf(accepted);
  }

  private HandedRequest wish(SignIn person, String wish) {
    var origin = stack.local(Stack.EAST).url().toString();
    return HandedRequest.of(person.json("POST", "/api/v1/request-tokens", wish), origin);
  }

  private JsonNode awaitEnd(SignIn person, HandedRequest request) {
    var path = "/api/v1/requests/" + request.id() + "?wait=20";
    return Messages.until(
            () -> person.open(east(path)),
            answer ->
                assertThat(answer.expect(200).json().path("state").asText())
                    .isNotEqualTo("waiting"))
        .json();
  }

  private long sent(String text) {
    return stack.sandbox().messages().stream()
        .filter(message -> message.body().toString().contains(text))
        .count();
  }

  private URI east(String path) {
    return stack.local(Stack.EAST).url().resolve(path);
  }

  private static String user(String userId) {
    return "{\"kind\":\"user\",\"user\":{\"corp\":\"%s\",\"userId\":\"%s\"}}"
        .formatted(Somebody.EAST_CORP, userId);
  }

  private static String message(String text) {
    return """
        {"kind":"message","message":
          {"recipients":[{"corp":"%s","userId":"%s"}],
           "content":{"type":"text","content":"%s"},"app":"internal-hr"}}
        """
        .formatted(Somebody.EAST_CORP, Somebody.WANG_FANG, text);
  }
}
