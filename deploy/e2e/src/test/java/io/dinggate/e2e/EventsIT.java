package io.dinggate.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dinggate.e2e.walk.ApiClient;
import io.dinggate.platform.testing.Randomly;
import io.dinggate.sandbox.event.SealedEvent;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Locale;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Events of DingTalk at the packaged cloud-service (G1). */
@ExtendWith(SharedStack.class)
class EventsIT {

  private static final Duration SOON = Duration.ofSeconds(30);
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final Stack stack;
  private final DingTalkSide dingTalk;

  EventsIT(Stack stack) {
    this.stack = stack;
    this.dingTalk = new DingTalkSide(stack.sandbox());
  }

  @AfterEach
  void authoriseAgain() {
    dingTalk.authorise(Somebody.NORTH_CORP);
  }

  @Test
  void eventThatWasAnsweredWithSuccessOutlivesAKillThatFollowsAtOnce() {
    assertThat(atTheCloud(Stack.NORTH).get(directoryOf(Somebody.ZHANG_SAN)).status())
        .isEqualTo(200);

    dingTalk.relieve(Somebody.NORTH_CORP);
    stack.cloud().kill9();
    stack.cloud().restart();

    await()
        .atMost(SOON)
        .untilAsserted(() -> assertThat(codeOfLookUp()).isEqualTo("corp-not-authorized"));

    dingTalk.authorise(Somebody.NORTH_CORP);
    stack.cloud().kill9();
    stack.cloud().restart();

    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(atTheCloud(Stack.NORTH).get(directoryOf(Somebody.ZHANG_SAN)).status())
                    .isEqualTo(200));
  }

  @Test
  void eventThatIsPushedAgainIsAcknowledgedAgain() {
    var event = checkUrl();

    assertThat(stack.sandbox().pusher().post(event).acknowledged()).isTrue();
    assertThat(stack.sandbox().pusher().post(event).acknowledged()).isTrue();
  }

  @Test
  void eventWithAnyFlippedBitIsRefused() throws Exception {
    var random = Randomly.forPurpose("flipped bits");
    var flips = Randomly.count("flipped bits", 60, 1_000);
    for (var flip = 0; flip < flips; flip++) {
      var spoilt = flipped(checkUrl(), random);

      assertThat(post(spoilt.target(), spoilt.body().getBytes(StandardCharsets.UTF_8)))
          .as("flip %d", flip)
          .isBetween(400, 499);
    }
  }

  @Test
  void noBodyAtAllMakesTheCloudFail() throws Exception {
    var random = Randomly.forPurpose("random bodies");
    var bodies = Randomly.count("random bodies", 500, 10_000);
    for (var number = 0; number < bodies; number++) {
      var event = checkUrl();
      var target = random.nextInt(4) == 0 ? withoutQuery(event.target()) : event.target();

      assertThat(post(target, randomBody(random, event.body())))
          .as("body %d", number)
          .isBetween(200, 499);
    }
  }

  @Test
  void eventForAnAppThatIsNotThereIsNotFound() throws Exception {
    var address = stack.cloud().url().resolve("/dingtalk/apps/no-such-app/events");

    assertThat(post(address, "{}".getBytes(StandardCharsets.UTF_8))).isEqualTo(404);
  }

  private SealedEvent checkUrl() {
    var suite = stack.sandbox().world().suites().getFirst();
    return stack.sandbox().pusher().seal(suite.appId(), "{\"EventType\":\"check_url\"}");
  }

  /** One bit of the encrypted text, of the signature, of the time or of the nonce. */
  private static SealedEvent flipped(SealedEvent event, RandomGenerator random) {
    if (random.nextBoolean()) {
      var text = event.body().replaceAll(".*\"encrypt\"\\s*:\\s*\"([^\"]+)\".*", "$1");
      var bytes = Base64.getDecoder().decode(text);
      bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
      return new SealedEvent(
          event.appId(),
          event.target(),
          event.body().replace(text, Base64.getEncoder().encodeToString(bytes)));
    }
    var query = event.target().getRawQuery();
    var signature = query.replaceAll(".*\\bmsg_signature=([0-9a-f]+).*", "$1");
    var spoilt = signature.toCharArray();
    var at = random.nextInt(spoilt.length);
    spoilt[at] = Character.forDigit(Character.digit(spoilt[at], 16) ^ (1 << random.nextInt(4)), 16);
    return new SealedEvent(
        event.appId(),
        URI.create(event.target().toString().replace(signature, new String(spoilt))),
        event.body());
  }

  private static byte[] randomBody(RandomGenerator random, String genuine) {
    return switch (random.nextInt(5)) {
      case 0 -> bytes(random, random.nextInt(2_000));
      case 1 -> ("{\"encrypt\":\"" + base64(random) + "\"}").getBytes(StandardCharsets.UTF_8);
      case 2 -> cut(genuine, random).getBytes(StandardCharsets.UTF_8);
      case 3 -> "[".repeat(random.nextInt(3_000)).getBytes(StandardCharsets.UTF_8);
      default ->
          "{\"encrypt\":%s,\"%s\":null}"
              .formatted(
                  random.nextBoolean() ? "" + random.nextLong() : "{\"a\":[]}",
                  base64(random).toLowerCase(Locale.ROOT))
              .getBytes(StandardCharsets.UTF_8);
    };
  }

  private static String cut(String text, RandomGenerator random) {
    return text.substring(0, random.nextInt(text.length()));
  }

  private static String base64(RandomGenerator random) {
    return Base64.getEncoder().encodeToString(bytes(random, 16 * random.nextInt(1, 20)));
  }

  private static byte[] bytes(RandomGenerator random, int length) {
    var bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  private static URI withoutQuery(URI address) {
    return URI.create(address.toString().replaceAll("\\?.*", ""));
  }

  private static int post(URI address, byte[] body) throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(address)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofByteArray(body))
            .build();
    return HTTP.send(request, BodyHandlers.discarding()).statusCode();
  }

  private String codeOfLookUp() {
    return atTheCloud(Stack.NORTH)
        .get(directoryOf(Somebody.ZHANG_SAN))
        .json()
        .path("code")
        .asText();
  }

  private static String directoryOf(String userId) {
    return "/api/v1/directory/corps/" + Somebody.NORTH_CORP + "/users/" + userId;
  }

  private ApiClient atTheCloud(String site) {
    return Erp.siteAtTheCloud(stack, site);
  }
}
