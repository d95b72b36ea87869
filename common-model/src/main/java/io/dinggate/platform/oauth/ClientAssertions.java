package io.dinggate.platform.oauth;

import com.nimbusds.jwt.JWTClaimsSet;
import java.security.PublicKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Authenticates a client by a JWT that it signed ({@code private_key_jwt}, RFC 7523). */
final class ClientAssertions {

  /** The value of {@code client_assertion_type} (RFC 7523 section 2.2). */
  static final String TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

  /** The longest {@code jti} that is remembered. */
  static final int MAX_JTI_LENGTH = 255;

  /** What every database stores as it is; PostgreSQL has no text with a NUL in it. */
  private static final Pattern JTI = Pattern.compile("[\\x20-\\x7E]{1," + MAX_JTI_LENGTH + "}");

  private final OAuthClients clients;
  private final AssertionRules rules;
  private final JtiStore used;
  private final Clock clock;
  private final AssertionSignatures signatures = new AssertionSignatures();

  ClientAssertions(OAuthClients clients, AssertionRules rules, JtiStore used, Clock clock) {
    this.clients = clients;
    this.rules = rules;
    this.used = used;
    this.clock = clock;
  }

  /** The client that signed the assertion of this form. */
  OAuthClient authenticate(TokenForm form) {
    if (!form.require("client_assertion_type").equals(TYPE)) {
      throw invalid("client_assertion_type must be " + TYPE);
    }
    var assertion =
        ReadJwt.parse(form.require("client_assertion"))
            .orElseThrow(() -> invalid("client_assertion is not a signed JWT with claims"));
    var claims = assertion.claims();
    var clientId = clientId(claims, form);
    var client = clients.find(clientId);
    var keys = client == null ? List.<PublicKey>of() : client.publicKeys();
    if (!signatures.verify(assertion.token(), keys) || client == null) {
      throw invalid("the client is not known, or its key did not sign the assertion");
    }
    // What follows tells the caller about our clock and audience, and so comes after the signature.
    checkAudience(claims);
    var expiry = checkTimes(assertion);
    checkFirstUse(claims, clientId, expiry);
    return client;
  }

  /** RFC 7523 section 3, items 1 and 2: issuer and subject are both the client. */
  private static String clientId(JWTClaimsSet claims, TokenForm form) {
    var subject = claims.getSubject();
    if (subject == null || !subject.equals(claims.getIssuer())) {
      throw invalid("iss and sub must both be the client id");
    }
    // RFC 7521 section 4.2: a client_id parameter must name the same client.
    if (form.get("client_id").filter(id -> !id.equals(subject)).isPresent()) {
      throw invalid("client_id names another client than the assertion");
    }
    return subject;
  }

  /** JSON may have a null among the audiences. */
  private boolean isUs(@Nullable String audience) {
    return audience != null && rules.audiences().contains(audience);
  }

  /** RFC 7523 section 3, item 3; an assertion that is also meant for others could be theirs. */
  private void checkAudience(JWTClaimsSet claims) {
    var audience = claims.getAudience();
    if (audience.isEmpty() || !audience.stream().allMatch(this::isUs)) {
      throw invalid("aud must be the token endpoint or the issuer, and nothing else");
    }
  }

  /** RFC 7523 section 3, items 4 to 6. */
  private Instant checkTimes(ReadJwt assertion) {
    var now = clock.instant();
    var expiry = assertion.expiry();
    var issued = assertion.issuedAt();
    var notBefore = assertion.notBefore();
    if (expiry == null) {
      throw invalid("exp is missing");
    }
    if (!now.isBefore(expiry.plus(rules.clockSkew()))) {
      throw invalid(
          "the assertion expired %d s ago by this server's clock%s"
              .formatted(Duration.between(expiry, now).toSeconds(), clockAdvice(issued, now)));
    }
    var latest = issued == null ? now.plus(rules.clockSkew()) : issued;
    if (expiry.isAfter(latest.plus(rules.maxLifetime()))) {
      throw invalid(
          "the assertion may live for %d s at most%s"
              .formatted(rules.maxLifetime().toSeconds(), clockAdvice(issued, now)));
    }
    checkNotAhead("iat", issued, now);
    checkNotAhead("nbf", notBefore, now);
    return expiry;
  }

  private void checkNotAhead(String claim, @Nullable Instant time, Instant now) {
    if (time != null && time.isAfter(now.plus(rules.clockSkew()))) {
      throw invalid(
          "%s is %d s ahead of this server's clock; set the client's clock"
              .formatted(claim, Duration.between(now, time).toSeconds()));
    }
  }

  private static String clockAdvice(@Nullable Instant issued, Instant now) {
    return issued == null
        ? "; compare the clocks"
        : "; it says it was issued %d s before this server's clock, compare the clocks"
            .formatted(Duration.between(issued, now).toSeconds());
  }

  /** RFC 7523 section 3, item 7. */
  private void checkFirstUse(JWTClaimsSet claims, String clientId, Instant expiry) {
    var jti = claims.getJWTID();
    if (jti == null || !JTI.matcher(jti).matches()) {
      throw invalid("jti must be 1 to " + MAX_JTI_LENGTH + " printable ASCII characters");
    }
    if (!used.firstUse(clientId, jti, expiry.plus(rules.clockSkew()))) {
      throw invalid("this assertion was used before");
    }
  }

  private static OAuthException invalid(String description) {
    return new OAuthException(OAuthError.INVALID_CLIENT, description);
  }
}
