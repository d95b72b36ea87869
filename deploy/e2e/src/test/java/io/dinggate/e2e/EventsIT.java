package io.dinggate.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dinggate.e2e.walk.ApiClient;
import io.dinggate.platform.testing.Randomly;
import io.dinggate.sandbox.event.SealedEvent;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
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

  private static final List<String> NAMES =
      List.of(
          "\"EventType\"",
          "\"bizData\"",
          "\"biz_type\"",
          "\"biz_data\"",
          "\"corp_id\"",
          "\"syncAction\"",
          "\"eventId\"",
          "\"gmt_modified\"",
          "\"\\u4e2d\"");

  private static final List<String> VALUES =
      List.of(
          "\"SYNC_HTTP_PUSH_HIGH\"",
          "\"org_suite_auth\"",
          "\"user_modify_org\"",
          "\"corp-of-nobody\"",
          "\"{\\\"syncAction\\\":1}\"",
          "\"中文\"",
          "\"\\u0000\"",
          "\"\\ud800\"",
          "4",
          "-1",
          "1e999",
          "99999999999999999999",
          "null",
          "true");

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

      assertThat(post(spoilt)).as("flip %d", flip).isEqualTo(403);
    }
  }

  @Test
  void noBodyAtAllMakesTheCloudFail() throws Exception {
    var random = Randomly.forPurpose("random bodies");
    var bodies = Randomly.count("random bodies", 500, 10_000);
    for (var number = 0; number < bodies; number++) {
      switch (random.nextInt(8)) {
        case 0 ->
            assertThat(post(seal(object(random))))
                .as("body %d, an object sealed by DingTalk", number)
                .isEqualTo(200);
        case 1 ->
            assertThat(post(seal(noObject(random))))
                .as("body %d, no object, sealed by DingTalk", number)
                .isEqualTo(200);
        default -> {
          var event = checkUrl();
          var target = random.nextInt(4) == 0 ? withoutQuery(event.target()) : event.target();
          assertThat(post(target, randomBody(random, event.body())))
              .as("body %d", number)
              .isBetween(400, 499);
        }
      }
    }
  }

  @Test
  void eventForAnAppThatIsNotThereIsNotFound() throws Exception {
    var address = stack.cloud().url().resolve("/dingtalk/apps/no-such-app/events");

    assertThat(post(address, "{}".getBytes(StandardCharsets.UTF_8))).isEqualTo(404);
  }

  private SealedEvent checkUrl() {
    return seal("{\"EventType\":\"check_url\"}");
  }

  private SealedEvent seal(String text) {
    var suite = stack.sandbox().world().suites().getFirst();
    return stack.sandbox().pusher().seal(suite.appId(), text);
  }

  /** One bit of the encrypted text, of the signature, of the time or of the nonce. */
  private static SealedEvent flipped(SealedEvent event, RandomGenerator random) {
    return switch (random.nextInt(4)) {
      case 0 -> flippedText(event, random);
      case 1 -> flippedParameter(event, "msg_signature", random);
      case 2 -> flippedParameter(event, "timestamp", random);
      default -> flippedParameter(event, "nonce", random);
    };
  }

  private static SealedEvent flippedText(SealedEvent event, RandomGenerator random) {
    var text = event.body().replaceAll(".*\"encrypt\"\\s*:\\s*\"([^\"]+)\".*", "$1");
    var bytes = flipped(Base64.getDecoder().decode(text), 8, random);
    return new SealedEvent(
        event.appId(),
        event.target(),
        event.body().replace(text, Base64.getEncoder().encodeToString(bytes)));
  }

  /** The signature stands there under two names and is spoilt under both. */
  private static SealedEvent flippedParameter(
      SealedEvent event, String name, RandomGenerator random) {
    var value = event.target().getRawQuery().replaceAll(".*\\b" + name + "=([^&]+).*", "$1");
    var bytes = flipped(value.getBytes(StandardCharsets.US_ASCII), 7, random);
    var spoilt =
        URLEncoder.encode(new String(bytes, StandardCharsets.US_ASCII), StandardCharsets.UTF_8);
    return new SealedEvent(
        event.appId(),
        URI.create(event.target().toString().replace("=" + value, "=" + spoilt)),
        event.body());
  }

  private static byte[] flipped(byte[] bytes, int bitsOfAByte, RandomGenerator random) {
    bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(bitsOfAByte));
    return bytes;
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

  /** Looks like a push of DingTalk's as far as chance will have it; changes nothing of a corp. */
  private static String object(RandomGenerator random) {
    return random.nextBoolean()
        ? members(random, 4)
        : "{\"EventType\":\"SYNC_HTTP_PUSH_MEDIUM\",\"bizData\":[%s,%s]}"
            .formatted(value(random, 3), value(random, 3));
  }

  private static String noObject(RandomGenerator random) {
    return switch (random.nextInt(3)) {
      case 0 -> cut(object(random), random);
      case 1 -> "[" + object(random) + "]";
      default -> "x" + new String(bytes(random, random.nextInt(2_000)), StandardCharsets.UTF_8);
    };
  }

  private static String members(RandomGenerator random, int depth) {
    return "{%s:%s,%s:%s}"
        .formatted(
            oneOf(NAMES, random),
            value(random, depth - 1),
            oneOf(NAMES, random),
            value(random, depth - 1));
  }

  private static String value(RandomGenerator random, int depth) {
    return switch (depth == 0 ? 0 : random.nextInt(4)) {
      case 1 -> "[" + value(random, depth - 1) + "," + value(random, depth - 1) + "]";
      case 2, 3 -> members(random, depth);
      default -> oneOf(VALUES, random);
    };
  }

  private static String oneOf(List<String> words, RandomGenerator random) {
    return words.get(random.nextInt(words.size()));
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

  private static int post(SealedEvent event) throws IOException, InterruptedException {
    return post(event.target(), event.body().getBytes(StandardCharsets.UTF_8));
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
