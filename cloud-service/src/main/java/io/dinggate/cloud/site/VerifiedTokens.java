package io.dinggate.cloud.site;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.quarkus.oidc.AccessTokenCredential;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.IdentityProvider;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.SecurityIdentityAugmentor;
import io.quarkus.security.identity.request.TokenAuthenticationRequest;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/**
 * Answers for access tokens of ours that quarkus-oidc has verified before: a site sends the same
 * one for minutes. Remembers what a token says until it expires, and nothing of what its site may
 * do now, which {@link CurrentSite} asks anew each time. The keys that sign are read once, at the
 * start, so that a token never outlives its key here; what another issuer still stands by,
 * quarkus-oidc knows. Thread-safe.
 */
@ApplicationScoped
class VerifiedTokens
    implements IdentityProvider<TokenAuthenticationRequest>, SecurityIdentityAugmentor {

  private static final int MOST = 1_000;

  /** Before that of quarkus-oidc, which has the default. */
  private static final int FIRST = 2_000;

  private final Cache<ByteBuffer, SecurityIdentity> known =
      Caffeine.newBuilder().maximumSize(MOST).build();
  private final boolean issues;
  private final Clock clock;

  VerifiedTokens(TokenConfig config, Clock clock) {
    this.issues = config.issue();
    this.clock = clock;
  }

  @Override
  public Class<TokenAuthenticationRequest> getRequestType() {
    return TokenAuthenticationRequest.class;
  }

  @Override
  public int priority() {
    return FIRST;
  }

  /** Nothing for a token that is not known, which is then quarkus-oidc's to verify. */
  @Override
  public Uni<SecurityIdentity> authenticate(
      TokenAuthenticationRequest request, AuthenticationRequestContext context) {
    return Uni.createFrom().item(find(request.getToken().getToken()));
  }

  /** Remembers whom quarkus-oidc has found. */
  @Override
  public Uni<SecurityIdentity> augment(
      SecurityIdentity identity, AuthenticationRequestContext context) {
    var token = identity.getCredential(AccessTokenCredential.class);
    if (issues && token != null && identity.getPrincipal() instanceof JsonWebToken) {
      known.asMap().putIfAbsent(key(token.getToken()), withoutRequest(identity));
    }
    return Uni.createFrom().item(identity);
  }

  private @Nullable SecurityIdentity find(String token) {
    var identity = known.getIfPresent(key(token));
    return identity != null
            && identity.getPrincipal() instanceof JsonWebToken claims
            && clock.instant().isBefore(Instant.ofEpochSecond(claims.getExpirationTime()))
        ? identity
        : null;
  }

  /** The attributes hold the request that the token came with first. */
  private static SecurityIdentity withoutRequest(SecurityIdentity identity) {
    return QuarkusSecurityIdentity.builder()
        .setPrincipal(identity.getPrincipal())
        .addCredentials(identity.getCredentials())
        .addRoles(identity.getRoles())
        .build();
  }

  private static ByteBuffer key(String token) {
    try {
      return ByteBuffer.wrap(
          MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
