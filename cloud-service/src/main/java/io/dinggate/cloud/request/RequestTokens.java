package io.dinggate.cloud.request;

import com.nimbusds.jwt.JWTClaimsSet;
import io.dinggate.cloud.platform.CloudConfig;
import io.dinggate.cloud.registry.Registry;
import io.dinggate.cloud.registry.Site;
import io.dinggate.cloud.site.TokenConfig;
import io.dinggate.model.InvalidValueException;
import io.dinggate.model.RequestId;
import io.dinggate.model.request.RequestToken;
import io.dinggate.platform.oauth.AssertionSignatures;
import io.dinggate.platform.oauth.ReadJwt;
import jakarta.inject.Singleton;
import java.security.PublicKey;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Verifies request tokens, see {@link RequestToken}; tells of the first fault alone. */
@Singleton
final class RequestTokens {

  private static final String SCHEME = RequestToken.SCHEME + " ";

  private static final Pattern SUBJECT = Pattern.compile("[\\x21-\\x7E]{1,255}");

  private final Registry registry;
  private final Clock clock;
  private final String audience;
  private final Duration clockSkew;
  private final AssertionSignatures signatures = new AssertionSignatures();

  RequestTokens(Registry registry, CloudConfig cloud, TokenConfig config, Clock clock) {
    this.registry = registry;
    this.clock = clock;
    this.audience = cloud.publicUrl().toString();
    this.clockSkew = config.clockSkew();
  }

  /**
   * Verifies the token of a request that pages of {@code origins} have posted.
   *
   * @param authorizations all headers of that name
   * @param origins all headers of that name; a browser sends one
   * @throws RefusedTokenException at the first fault
   */
  VerifiedToken verify(List<String> authorizations, List<String> origins) {
    var token = read(token(authorizations));
    var claims = token.claims();
    var site = signer(token);
    // What follows tells the caller about our clock and address, and so comes after the signature.
    checkAudience(site, claims);
    checkTimes(site, token);
    var id = id(site, claims);
    var subject = claims.getSubject();
    if (subject == null || !SUBJECT.matcher(subject).matches()) {
      throw refused(TokenFault.SUBJECT, site);
    }
    checkOrigin(site, claims, origins);
    var digest = text(claims, RequestToken.BODY);
    if (digest == null) {
      throw refused(TokenFault.DIGEST, site);
    }
    return new VerifiedToken(site, id, subject, digest);
  }

  private static String token(List<String> authorizations) {
    if (authorizations.size() != 1
        || !authorizations.getFirst().regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      throw refused(TokenFault.NO_TOKEN, null);
    }
    return authorizations.getFirst().substring(SCHEME.length());
  }

  private static ReadJwt read(String text) {
    var token = ReadJwt.parse(text).orElseThrow(() -> refused(TokenFault.NO_JWT, null));
    var type = token.token().getHeader().getType();
    if (type == null || !type.getType().equals(RequestToken.TYPE)) {
      throw refused(TokenFault.TYPE, null);
    }
    return token;
  }

  /** A site that is not known takes as long as one whose key did not sign. */
  private Site signer(ReadJwt token) {
    var issuer = token.claims().getIssuer();
    var site = issuer == null ? null : registry.snapshot().siteByClientId(issuer).orElse(null);
    var keys = site == null ? List.<PublicKey>of() : site.verificationKeys();
    if (!signatures.verify(token.token(), keys) || site == null) {
      throw refused(TokenFault.SIGNATURE, null);
    }
    return site;
  }

  /** A token that is also meant for others could be theirs. */
  private void checkAudience(Site site, JWTClaimsSet claims) {
    if (!claims.getAudience().equals(List.of(audience))) {
      throw refused(TokenFault.AUDIENCE, site);
    }
  }

  private void checkTimes(Site site, ReadJwt token) {
    var now = clock.instant();
    var issued = token.issuedAt();
    var expiry = token.expiry();
    var notBefore = token.notBefore();
    if (issued == null
        || expiry == null
        || !expiry.isAfter(issued)
        || Duration.between(issued, expiry).compareTo(RequestToken.MAX_LIFETIME) > 0) {
      throw refused(TokenFault.LIFETIME, site);
    }
    var latest = now.plus(clockSkew);
    if (issued.isAfter(latest) || (notBefore != null && notBefore.isAfter(latest))) {
      throw refused(TokenFault.EARLY, site);
    }
    if (!now.isBefore(expiry.plus(clockSkew))) {
      throw refused(TokenFault.EXPIRED, site);
    }
  }

  private static RequestId id(Site site, JWTClaimsSet claims) {
    var id = claims.getJWTID();
    try {
      if (id != null) {
        return new RequestId(id);
      }
    } catch (InvalidValueException e) {
      // answered below
    }
    throw refused(TokenFault.ID, site);
  }

  private static void checkOrigin(Site site, JWTClaimsSet claims, List<String> origins) {
    var named = text(claims, RequestToken.ORIGIN);
    if (named == null || !origins.equals(List.of(named)) || !site.origins().contains(named)) {
      throw refused(TokenFault.ORIGIN, site);
    }
  }

  private static @Nullable String text(JWTClaimsSet claims, String name) {
    return claims.getClaim(name) instanceof String text ? text : null;
  }

  private static RefusedTokenException refused(TokenFault fault, @Nullable Site site) {
    return new RefusedTokenException(fault, site == null ? null : site.id());
  }
}
