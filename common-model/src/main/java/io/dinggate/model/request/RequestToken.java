package io.dinggate.model.request;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;

/**
 * How a site signs for a request that its frontend hands to the cloud: a JWT (RFC 7519) of an
 * explicit type (RFC 8725 section 3.11), signed by the site's registered key. Issuer is the site's
 * client id, subject whoever the site signs for, audience the cloud's public URL, {@code jti} the
 * request's id; {@code iat} and {@code exp} are at most {@link #MAX_LIFETIME} apart. {@link #BODY}
 * fixes every byte of the body, and with it kind, app, corp, recipients and content.
 */
public final class RequestToken {

  /** Where requests are posted to, below the cloud's public URL. */
  public static final String PATH = "/api/v1/requests";

  /** The scheme of the {@code Authorization} header that carries the token (RFC 9110, 11.4). */
  public static final String SCHEME = "DingGate-Request";

  /** The JWT's {@code typ}. */
  public static final String TYPE = "dinggate-request+jwt";

  /** The longest time from issue to expiry. */
  public static final Duration MAX_LIFETIME = Duration.ofMinutes(5);

  /** The longest body, in bytes. */
  public static final int MAX_BODY_BYTES = 256 * 1024;

  /** The claim with the origin whose pages may post the request, as a browser names it. */
  public static final String ORIGIN = "origin";

  /** The claim with the body's {@link #digest}. */
  public static final String BODY = "body_sha256";

  private RequestToken() {}

  /** SHA-256 of the body's UTF-8 bytes, in base64url without padding. */
  public static String digest(String body) {
    return digest(body.getBytes(StandardCharsets.UTF_8));
  }

  /** SHA-256 of the body, in base64url without padding. */
  public static String digest(byte[] body) {
    try {
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(MessageDigest.getInstance("SHA-256").digest(body));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
