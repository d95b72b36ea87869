package io.dinggate.local.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import io.dinggate.local.platform.WebhookTarget;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is sent, and what becomes of a delivery after it. */
class DeliveryAttemptTest {

  private final WebhookWorld world = new WebhookWorld();
  private final Map<String, String> headers = new HashMap<>();
  private String body = "";
  private URI url = URI.create("none");

  @Test
  void receiverCanVerifyWhatItGets() throws Exception {
    world.announce("e1");
    attempt(taken());

    assertThat(url).isEqualTo(WebhookWorld.ERP.url());
    assertThat(headers.get("webhook-id")).isEqualTo("e1");
    assertThat(headers.get("content-type")).isEqualTo("application/json");
    assertThat(headers.get("webhook-timestamp"))
        .isEqualTo(Long.toString(world.clock.instant().getEpochSecond()));
    assertThat(headers.get("webhook-signature")).startsWith("v1,").doesNotContain(" ");
    assertThat(new Webhook(WebhookWorld.SECRET).sign("e1", seconds(), body))
        .isEqualTo(headers.get("webhook-signature"));
    assertThat(world.only().state()).isEqualTo(WebhookState.DELIVERED);
    assertThat(world.count("delivered")).isEqualTo(1);
  }

  @Test
  void librariesOfReceiversTakeEitherSecretDuringARotationAndNoOther() {
    var now = Instant.ofEpochMilli(System.currentTimeMillis()); // the library has its own clock
    var both = List.of(WebhookWorld.SECRET, WebhookWorld.NEXT_SECRET);
    var signature = WebhookSignature.of(both, "e1", now, "{}");
    var sent =
        Map.of(
            "webhook-id", List.of("e1"),
            "webhook-timestamp", List.of(Long.toString(now.getEpochSecond())),
            "webhook-signature", List.of(signature));

    assertThat(signature.split(" ")).hasSize(2);
    for (var secret : both) {
      assertThatCode(() -> new Webhook(secret).verify("{}", sent)).doesNotThrowAnyException();
      assertThatThrownBy(() -> new Webhook(secret).verify("{ }", sent))
          .isInstanceOf(WebhookVerificationException.class);
    }
    assertThatThrownBy(() -> new Webhook("whsec_" + "A".repeat(32)).verify("{}", sent))
        .isInstanceOf(WebhookVerificationException.class);
  }

  @Test
  void twoSecretsSignDuringARotation() {
    world.announce("e1");
    var target =
        new WebhookTarget(
            WebhookWorld.ERP.url(),
            List.of(WebhookWorld.SECRET, WebhookWorld.NEXT_SECRET),
            Set.of());

    world.attempt(taken()).run("erp", world.claim(), target);

    assertThat(headers.get("webhook-signature").split(" "))
        .hasSize(2)
        .allMatch(signature -> signature.startsWith("v1,"));
  }

  @Test
  void waitsGrowAndAreBounded() {
    world.announce("e1");
    var expected = List.of(5, 10, 20, 40, 80, 160, 320, 640, 1280, 2560, 3600, 3600);
    for (var seconds : expected) {
      attempt(failing(DeliveryFailedException.passing("http-500")));
      assertThat(world.only().dueAt())
          .isEqualTo(world.clock.instant().plus(Duration.ofSeconds(seconds)));
      world.clock.advance(Duration.ofSeconds(seconds));
    }
    assertThat(world.only().reason()).isEqualTo("http-500");
    assertThat(world.only().attempts()).isEqualTo(expected.size());
    assertThat(world.count("failed")).isEqualTo(expected.size());
  }

  @ParameterizedTest
  @CsvSource({"2, 5", "5, 10", "600, 605"})
  void receiverIsLeftAloneForAsLongAsItAsks(long asked, long waited) {
    world.announce("e1");

    attempt(failing(DeliveryFailedException.passing("http-429", Duration.ofSeconds(asked))));

    assertThat(world.only().dueAt())
        .isEqualTo(world.clock.instant().plus(Duration.ofSeconds(waited)));
  }

  @Test
  void whatDoesNotArriveInThreeDaysIsGivenUp() {
    world.announce("e1");
    world.clock.advance(Duration.ofDays(3).minusSeconds(5));
    attempt(failing(DeliveryFailedException.passing("http-500")));
    assertThat(world.only().state()).isEqualTo(WebhookState.WAITING);
    world.clock.advance(Duration.ofSeconds(5));

    attempt(failing(DeliveryFailedException.passing("http-503")));

    assertThat(world.only().state()).isEqualTo(WebhookState.DEAD);
    assertThat(world.only().reason()).isEqualTo("gave-up: http-503");
    assertThat(world.only().settledAt()).isEqualTo(world.clock.instant());
    assertThat(world.count("dead")).isEqualTo(1);
  }

  @Test
  void receiverThatWantsNothingMoreOfItIsLeftInPeace() {
    world.announce("e1");

    attempt(failing(DeliveryFailedException.forGood("http-410")));

    assertThat(world.only().state()).isEqualTo(WebhookState.DEAD);
    assertThat(world.only().reason()).isEqualTo("http-410");
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "none",
      value = {
        "0, 0",
        "120, 120",
        " 7 , 7",
        "999999999, 999999999",
        "9999999999, none",
        "-1, none",
        "soon, none",
        "none, none",
        "1.5, none"
      })
  void askedTimeIsReadInSeconds(String header, Long seconds) {
    assertThat(RetryAfter.parse(header, world.clock.instant()))
        .isEqualTo(seconds == null ? null : Duration.ofSeconds(seconds));
  }

  @Test
  void askedTimeIsReadAsADate() {
    assertThat(RetryAfter.parse("Fri, 27 Nov 2026 08:02:00 GMT", world.clock.instant()))
        .isEqualTo(Duration.ofMinutes(2));
    assertThat(RetryAfter.parse("Fri, 27 Nov 2026 07:00:00 GMT", world.clock.instant()))
        .isEqualTo(Duration.ZERO);
  }

  @Test
  void addressAndSecretsAreNotTold() {
    assertThat(WebhookWorld.ERP.toString()).doesNotContain("erp.test", "whsec");
  }

  private long seconds() {
    return Long.parseLong(headers.get("webhook-timestamp"));
  }

  private void attempt(WebhookPost post) {
    world.attempt(post).run("erp", world.claim(), WebhookWorld.ERP);
  }

  private WebhookPost taken() {
    return (to, with, text) -> {
      url = to;
      headers.putAll(with);
      body = text;
    };
  }

  private static WebhookPost failing(DeliveryFailedException failure) {
    return (_, _, _) -> {
      throw failure;
    };
  }
}
