package io.dinggate.local.webhook;

import static java.util.stream.Collectors.joining;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookSigningException;
import java.time.Instant;
import java.util.List;

/**
 * What shows a receiver that a body is ours, whole and of now (standardwebhooks.com): one signature
 * for each secret, so that the receiver may change over to the next one when it likes.
 */
final class WebhookSignature {

  private WebhookSignature() {}

  /** The value of {@code webhook-signature}. */
  static String of(List<String> secrets, String id, Instant at, String body) {
    return secrets.stream().map(secret -> one(secret, id, at, body)).collect(joining(" "));
  }

  private static String one(String secret, String id, Instant at, String body) {
    try {
      return new Webhook(secret).sign(id, at.getEpochSecond(), body);
    } catch (WebhookSigningException e) {
      throw new IllegalStateException("HMAC-SHA256 is always there", e);
    }
  }
}
