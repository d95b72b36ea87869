package io.dinggate.platform.oauth;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A signed JWT of a client that was read and not yet verified: nothing in it is to be believed
 * before {@link AssertionSignatures#verify} has.
 *
 * @param token as it was signed
 * @param claims what it says
 */
public record ReadJwt(SignedJWT token, JWTClaimsSet claims) {

  /**
   * RFC 7515 section 7.1: three parts in base64url, of which the library takes other spellings too.
   */
  private static final Pattern COMPACT = Pattern.compile("[A-Za-z0-9_-]+(?:[.][A-Za-z0-9_-]+){2}");

  /**
   * Empty for whatever is no signed JWT; those with {@code alg} none and encrypted ones are not.
   */
  public static Optional<ReadJwt> parse(String text) {
    try {
      if (COMPACT.matcher(text).matches()) {
        var token = SignedJWT.parse(text);
        return Optional.ofNullable(token.getJWTClaimsSet())
            .map(claims -> new ReadJwt(token, claims));
      }
    } catch (ParseException | IllegalArgumentException e) {
      // answered below
    }
    return Optional.empty();
  }

  public @Nullable Instant issuedAt() {
    return instant(claims.getIssueTime());
  }

  public @Nullable Instant expiry() {
    return instant(claims.getExpirationTime());
  }

  public @Nullable Instant notBefore() {
    return instant(claims.getNotBeforeTime());
  }

  private static @Nullable Instant instant(@Nullable Date date) {
    return date == null ? null : date.toInstant();
  }
}
