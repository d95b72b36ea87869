package io.dinggate.cloud.event;

import io.dinggate.cloud.registry.EventKeys;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Decides whether a push is DingTalk's and meant for the app. */
@Singleton
final class EventVerifier {

  /**
   * The owner key of checks for a suite that is not created yet (open.dingtalk.com,
   * "check_create_suite_url").
   */
  private static final String NO_SUITE_YET = "suite4xxxxxxxxxxxxxxx";

  private final Clock clock;
  private final EventConfig config;

  EventVerifier(Clock clock, EventConfig config) {
    this.clock = clock;
    this.config = config;
  }

  /**
   * Verifies signature, time, encryption and owner key.
   *
   * @throws EventRefusedException when one of them is wrong
   */
  VerifiedEvent verify(EventKeys keys, EventPush push) {
    var crypto = new CallbackCrypto(keys);
    var timestamp = required(push.timestamp(), "timestamp");
    var encrypt = encrypt(push.body());
    if (!crypto.signed(
        required(push.signature(), "signature"),
        timestamp,
        required(push.nonce(), "nonce"),
        encrypt)) {
      throw new EventRefusedException("signature");
    }
    var pushedAt = withinWindow(timestamp);
    var opened = crypto.open(encrypt);
    var verified = new VerifiedEvent(opened.message(), pushedAt, opened.ownerKey());
    requireOwner(keys.ownerKey(), verified);
    return verified;
  }

  private static String required(@Nullable String parameter, String name) {
    if (parameter == null) {
      throw new EventRefusedException("missing " + name);
    }
    return parameter;
  }

  private static String encrypt(String body) {
    return EventBody.parse(body)
        .flatMap(wrapper -> wrapper.text("encrypt"))
        .orElseThrow(() -> new EventRefusedException("body"));
  }

  private Instant withinWindow(String timestamp) {
    return EventTimes.parse(timestamp)
        .filter(
            time ->
                Duration.between(time, clock.instant()).abs().compareTo(config.timestampWindow())
                    <= 0)
        .orElseThrow(() -> new EventRefusedException("timestamp outside of the window"));
  }

  private static void requireOwner(String expected, VerifiedEvent push) {
    var actual = push.ownerKey();
    var accepted = push.isCheck() && actual.equals(NO_SUITE_YET);
    if (!accepted && !MessageDigest.isEqual(bytes(expected), bytes(actual))) {
      throw new EventRefusedException("owner key");
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
