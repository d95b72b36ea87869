package io.dinggate.cloud.dingtalk;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs the calls under {@code /service} that a suite makes with its ticket (open.dingtalk.com,
 * signature of third-party app calls).
 */
final class ServiceSignature {

  private ServiceSignature() {}

  /**
   * The signature in plain Base64.
   *
   * @param timestamp milliseconds; may differ from DingTalk's clock by a minute
   */
  static String of(long timestamp, String suiteTicket, String suiteSecret) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(suiteSecret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      var canonical = timestamp + "\n" + suiteTicket;
      return Base64.getEncoder()
          .encodeToString(mac.doFinal(canonical.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("HMAC-SHA-256 is not available", e);
    }
  }
}
