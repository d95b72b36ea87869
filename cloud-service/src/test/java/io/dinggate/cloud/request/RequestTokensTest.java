package io.dinggate.cloud.request;

import static io.dinggate.cloud.request.Signing.EAST_ORIGIN;
import static io.dinggate.cloud.request.Signing.NORTH_ORIGIN;
import static io.dinggate.cloud.request.Signing.byEast;
import static io.dinggate.cloud.request.Signing.byNorth;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import io.dinggate.cloud.platform.CloudConfig;
import io.dinggate.cloud.registry.Site;
import io.dinggate.cloud.registry.SiteCorp;
import io.dinggate.cloud.registry.Snapshot;
import io.dinggate.cloud.site.TokenConfig;
import io.dinggate.cloud.testing.Apps;
import io.dinggate.cloud.testing.CloudWorld;
import io.dinggate.cloud.testing.MovableClock;
import io.dinggate.cloud.testing.SiteKeys;
import io.dinggate.model.SiteId;
import io.dinggate.model.request.RequestToken;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Path;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestTokensTest {

  private static final String BODY = "{}";

  private final MovableClock clock = new MovableClock();
  private final RequestTokens tokens =
      new RequestTokens(
          () -> new Snapshot(List.of(), List.of(east(), north(), keyless())),
          cloudConfig(),
          new SmallRyeConfigBuilder()
              .withMapping(TokenConfig.class)
              .build()
              .getConfigMapping(TokenConfig.class),
          clock);

  @Test
  void tokenOfASiteSaysWhoWhatAndForWhom() {
    var claims = claims().subject("user:4711").jwtID("r-1");

    var verified = verify(byEast(claims), EAST_ORIGIN);

    assertThat(verified.site().id()).isEqualTo(Apps.EAST_SITE);
    assertThat(verified.id().value()).isEqualTo("r-1");
    assertThat(verified.subject()).isEqualTo("user:4711");
    assertThat(verified.bodyDigest()).isEqualTo(RequestToken.digest(BODY));
    assertThat(verified.toString()).doesNotContain("4711");
  }

  @Test
  void everySiteSignsForItsOwnOrigin() {
    var verified =
        verify(byNorth(Signing.claims("north", NORTH_ORIGIN, BODY, clock.instant())), NORTH_ORIGIN);

    assertThat(verified.site().id()).isEqualTo(Apps.NORTH_SITE);
  }

  static Stream<Arguments> wrongClaims() {
    return Stream.of(
        wrong("iss of another site", TokenFault.SIGNATURE, c -> c.issuer("north")),
        wrong("iss of nobody", TokenFault.SIGNATURE, c -> c.issuer("nobody")),
        wrong("iss of a site without keys", TokenFault.SIGNATURE, c -> c.issuer("keyless")),
        wrong("no iss", TokenFault.SIGNATURE, c -> c.issuer(null)),
        wrong("iss that is no text", TokenFault.NO_JWT, c -> c.claim("iss", 4711)),
        wrong("another aud", TokenFault.AUDIENCE, c -> c.audience("https://elsewhere.example")),
        wrong(
            "aud with a slash", TokenFault.AUDIENCE, c -> c.audience(CloudWorld.PUBLIC_URL + "/")),
        wrong("no aud", TokenFault.AUDIENCE, c -> c.audience((String) null)),
        wrong(
            "aud for others too",
            TokenFault.AUDIENCE,
            c -> c.audience(List.of(CloudWorld.PUBLIC_URL, "https://elsewhere.example"))),
        wrong("no iat", TokenFault.LIFETIME, c -> c.issueTime(null)),
        wrong("no exp", TokenFault.LIFETIME, c -> c.expirationTime(null)),
        wrong("exp before iat", TokenFault.LIFETIME, c -> c.expirationTime(in(c, -1))),
        wrong("exp at iat", TokenFault.LIFETIME, c -> c.expirationTime(in(c, 0))),
        wrong("life of 301 s", TokenFault.LIFETIME, c -> c.expirationTime(in(c, 301))),
        wrong(
            "iat 90 s ahead",
            TokenFault.EARLY,
            c -> c.issueTime(in(c, 90)).expirationTime(in(c, 90))),
        wrong("nbf ahead", TokenFault.EARLY, c -> c.notBeforeTime(in(c, 90))),
        wrong(
            "expired",
            TokenFault.EXPIRED,
            c -> c.issueTime(in(c, -200)).expirationTime(in(c, 100))),
        wrong("no jti", TokenFault.ID, c -> c.jwtID(null)),
        wrong("empty jti", TokenFault.ID, c -> c.jwtID("")),
        wrong("jti with a blank", TokenFault.ID, c -> c.jwtID("a b")),
        wrong("jti with a NUL", TokenFault.ID, c -> c.jwtID("a\0")),
        wrong("long jti", TokenFault.ID, c -> c.jwtID("a".repeat(65))),
        wrong("no sub", TokenFault.SUBJECT, c -> c.subject(null)),
        wrong("empty sub", TokenFault.SUBJECT, c -> c.subject("")),
        wrong("sub with a NUL", TokenFault.SUBJECT, c -> c.subject("user:\0")),
        wrong("long sub", TokenFault.SUBJECT, c -> c.subject("a".repeat(256))),
        wrong("no origin", TokenFault.ORIGIN, c -> c.claim("origin", null)),
        wrong("another site's origin", TokenFault.ORIGIN, c -> c.claim("origin", NORTH_ORIGIN)),
        wrong("origins", TokenFault.ORIGIN, c -> c.claim("origin", List.of(EAST_ORIGIN))),
        wrong("no digest", TokenFault.DIGEST, c -> c.claim(RequestToken.BODY, null)),
        wrong("digest that is no text", TokenFault.DIGEST, c -> c.claim(RequestToken.BODY, 1)));
  }

  private static Arguments wrong(
      String what, TokenFault fault, UnaryOperator<JWTClaimsSet.Builder> change) {
    return Arguments.of(what, fault, change);
  }

  private static Date in(JWTClaimsSet.Builder claims, int seconds) {
    return Date.from(claims.build().getIssueTime().toInstant().plusSeconds(seconds));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("wrongClaims")
  void everySingleWrongClaimIsRefused(
      String what, TokenFault fault, UnaryOperator<JWTClaimsSet.Builder> change) {
    refused(fault, byEast(change.apply(claims())), EAST_ORIGIN);
  }

  @Test
  void lifeOfFiveMinutesAndClocksAMinuteApartAreFine() {
    var claims = claims();
    verify(byEast(claims.expirationTime(in(claims, 300))), EAST_ORIGIN);
    verify(byEast(claims().issueTime(in(claims, 50)).expirationTime(in(claims, 60))), EAST_ORIGIN);
    verify(
        byEast(claims().issueTime(in(claims, -100)).expirationTime(in(claims, -50))), EAST_ORIGIN);
  }

  @Test
  void keysThatAreNotTheSitesAreRefused() throws JOSEException {
    refused(TokenFault.SIGNATURE, Signing.byRsa(SiteKeys.rsa("east-1"), claims()), EAST_ORIGIN);
    refused(TokenFault.SIGNATURE, byNorth(claims()), EAST_ORIGIN);
    var key = SiteKeys.EAST.toPublicKey().getEncoded();
    refused(
        TokenFault.SIGNATURE,
        Signing.sign(new MACSigner(key), JWSAlgorithm.HS256, RequestToken.TYPE, claims()),
        EAST_ORIGIN);
  }

  @Test
  void changedTokenIsRefused() {
    var parts = byEast(claims()).split("[.]", -1);
    var other = byEast(claims().subject("user:other")).split("[.]", -1);

    refused(TokenFault.SIGNATURE, String.join(".", parts[0], other[1], parts[2]), EAST_ORIGIN);
    refused(TokenFault.SIGNATURE, String.join(".", parts[0], parts[1], other[2]), EAST_ORIGIN);
  }

  @Test
  void whatIsNoTokenIsRefused() throws JOSEException {
    refused(TokenFault.NO_JWT, new PlainJWT(claims().build()).serialize(), EAST_ORIGIN);
    for (var text : List.of("", "rubbish", "a.b", "a.b.c", "a.b.c.d", byEast(claims()) + "=")) {
      refused(TokenFault.NO_JWT, text, EAST_ORIGIN);
    }
    var signer = new RSASSASigner(SiteKeys.EAST);
    for (var type : new String[] {null, "JWT", "at+jwt", "DINGGATE-REQUEST+JWT"}) {
      refused(
          TokenFault.TYPE, Signing.sign(signer, JWSAlgorithm.RS256, type, claims()), EAST_ORIGIN);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"Bearer ", "DPoP ", "", "DingGate-Request", "DingGate-Request:"})
  void otherSchemesAreRefused(String scheme) {
    refused(TokenFault.NO_TOKEN, List.of(scheme + byEast(claims())), List.of(EAST_ORIGIN));
  }

  @Test
  void oneHeaderOfEachIsNeeded() {
    var header = "DingGate-Request " + byEast(claims());

    refused(TokenFault.NO_TOKEN, List.of(), List.of(EAST_ORIGIN));
    refused(TokenFault.NO_TOKEN, List.of(header, header), List.of(EAST_ORIGIN));
    refused(TokenFault.ORIGIN, List.of(header), List.of());
    refused(TokenFault.ORIGIN, List.of(header), List.of(EAST_ORIGIN, EAST_ORIGIN));
    for (var origin :
        List.of(
            "null", NORTH_ORIGIN, EAST_ORIGIN + "/", "http://localhost", "http://LOCALHOST:8081")) {
      refused(TokenFault.ORIGIN, List.of(header), List.of(origin));
    }
    tokens.verify(
        List.of(header.replace("DingGate-Request", "dinggate-request")), List.of(EAST_ORIGIN));
  }

  @Test
  void originThatIsNotRegisteredAnyMoreIsRefused() {
    var origin = "https://former.east.example";

    refused(TokenFault.ORIGIN, byEast(claims().claim("origin", origin)), origin);
  }

  @Test
  void siteIsNamedOnlyWhenItsKeyHasSigned() {
    var foreign = refused(TokenFault.SIGNATURE, byNorth(claims()), EAST_ORIGIN);
    var own = refused(TokenFault.AUDIENCE, byEast(claims().audience("x")), EAST_ORIGIN);

    assertThat(foreign.site()).isNull();
    assertThat(own.site()).isEqualTo(Apps.EAST_SITE);
  }

  private JWTClaimsSet.Builder claims() {
    return Signing.claims("east", EAST_ORIGIN, BODY, clock.instant());
  }

  private VerifiedToken verify(String token, String origin) {
    return tokens.verify(List.of("DingGate-Request " + token), List.of(origin));
  }

  private RefusedTokenException refused(TokenFault fault, String token, String origin) {
    return refused(fault, List.of("DingGate-Request " + token), List.of(origin));
  }

  private RefusedTokenException refused(
      TokenFault fault, List<String> authorizations, List<String> origins) {
    var refused =
        catchThrowableOfType(
            RefusedTokenException.class, () -> tokens.verify(authorizations, origins));
    assertThat(refused).isNotNull();
    assertThat(refused.fault()).isEqualTo(fault);
    return refused;
  }

  static Site east() {
    return site("east", List.of(SiteKeys.EAST.toPublicJWK()), List.of(EAST_ORIGIN));
  }

  private static Site north() {
    return site("north", List.of(SiteKeys.NORTH.toPublicJWK()), List.of(NORTH_ORIGIN));
  }

  private static Site keyless() {
    return site("keyless", List.of(), List.of(EAST_ORIGIN));
  }

  private static Site site(String id, List<? extends JWK> keys, List<String> origins) {
    return new Site(
        new SiteId(id),
        id,
        List.of(),
        List.copyOf(keys),
        List.of(),
        origins,
        List.of(new SiteCorp(Apps.EAST, Apps.SUITE, Apps.SUITE, List.of(Apps.SUITE))),
        Apps.SUITE);
  }

  static CloudConfig cloudConfig() {
    return new SmallRyeConfigBuilder()
        .withMapping(CloudConfig.class)
        .withConverter(Path.class, 200, Path::of)
        .withSources(
            new PropertiesConfigSource(
                Map.of(
                    "dinggate.public-url", CloudWorld.PUBLIC_URL,
                    "dinggate.registry-file", "registry.yaml",
                    "dinggate.keys-dir", "keys",
                    "dinggate.data-dir", "data"),
                "test",
                100))
        .build()
        .getConfigMapping(CloudConfig.class);
  }
}
