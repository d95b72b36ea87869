package io.dinggate.sandbox.token;

import io.dinggate.sandbox.World.Suite;
import io.dinggate.sandbox.http.Call;
import io.dinggate.sandbox.http.OldError;
import io.dinggate.sandbox.state.State;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Calls that a suite signs with its secret: {@code accessKey, timestamp, suiteTicket, signature} in
 * the query. Facts: open.dingtalk.com, 第三方访问接口的签名计算方法.
 */
final class SignedCalls {
  private static final Pattern MILLIS = Pattern.compile("\\d{13}");
  private static final Duration SKEW = Duration.ofMinutes(1);

  private final State state;

  SignedCalls(State state) {
    this.state = state;
  }

  /** The suite that signed the call; refused with the code of the first thing wrong. */
  Suite verified(Call call) {
    Suite suite =
        call.query("accessKey")
            .flatMap(state::suiteByKey)
            .orElseThrow(() -> OldError.of(853003, "accessKey不合法"));
    String timestamp = call.query("timestamp").orElse("");
    if (!MILLIS.matcher(timestamp).matches()) {
      throw OldError.of(853001, "timestamp必须为毫秒级时间戳");
    }
    // The base clock: letting tokens expire must not make the callers' signatures look stale.
    long difference = state.clock().base().millis() - Long.parseLong(timestamp);
    if (Math.abs(difference) > SKEW.toMillis()) {
      throw OldError.of(853002, "timestamp与服务器时间相差超过1分钟");
    }
    String suiteTicket = call.query("suiteTicket").orElse("");
    String signature = call.query("signature").orElse("");
    if (!matches(signature, signature(timestamp, suiteTicket, suite.suiteSecret()))) {
      throw OldError.of(853004, "签名不匹配");
    }
    if (!suiteTicket.equals(state.suiteTickets().current(suite))) {
      throw OldError.of(40085, "不存在的suite ticket");
    }
    return suite;
  }

  static String signature(String timestamp, String suiteTicket, String secret) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      byte[] canonical = (timestamp + "\n" + suiteTicket).getBytes(StandardCharsets.UTF_8);
      return Base64.getEncoder().encodeToString(mac.doFinal(canonical));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("HmacSHA256 is part of every JDK", e);
    }
  }

  private static boolean matches(String given, String expected) {
    return MessageDigest.isEqual(
        given.getBytes(StandardCharsets.UTF_8), expected.getBytes(StandardCharsets.UTF_8));
  }
}
