package io.dinggate.platform.oauth;

import static com.nimbusds.jose.JWSAlgorithm.ES256;
import static com.nimbusds.jose.JWSAlgorithm.ES384;
import static com.nimbusds.jose.JWSAlgorithm.HS256;
import static com.nimbusds.jose.JWSAlgorithm.RS256;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import io.dinggate.platform.testing.Randomly;
import java.net.URI;
import java.security.KeyPair;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ClientAssertionsTest {

  private static final String ENDPOINT = "https://cloud.example/oauth2/token";
  private static final String ISSUER = "https://cloud.example";
  private static final Instant NOW = Instant.parse("2026-11-22T08:00:00Z");
  private static final KeyPair RSA = AssertionFactory.rsa(2048);
  private static final KeyPair NEXT_RSA = AssertionFactory.rsa(2048);
  private static final KeyPair EC = AssertionFactory.ec("secp256r1");

  private final MemoryJtiStore used = new MemoryJtiStore();
  private final ClientAuthenticator authenticator =
      new ClientAuthenticator(
          ClientAssertionsTest::find,
          AssertionRules.of(ENDPOINT, ISSUER),
          used,
          Clock.fixed(NOW, ZoneOffset.UTC));

  @Test
  void assertionsSignedByWhatIsAnnouncedNameTheClient() {
    var announced =
        ServerMetadata.of(URI.create(ISSUER), URI.create(ENDPOINT), URI.create(ISSUER), Set.of())
            .tokenEndpointAuthSigningAlgValuesSupported();

    assertThat(announced).contains("RS256", "PS256", "ES256").isSorted();
    for (var name : announced) {
      var key = name.startsWith("ES") ? EC : RSA;
      assertThat(authenticate(assertion(key, JWSAlgorithm.parse(name), claims())).clientId())
          .as(name)
          .isEqualTo("site-a");
    }
  }

  @Test
  void everyKeyOfARotationWorks() {
    assertThat(authenticate(assertion(NEXT_RSA, RS256, claims())).clientId()).isEqualTo("site-a");
  }

  @Test
  void issuerIsAnAudienceToo() {
    assertThat(authenticate(assertion(RSA, RS256, claims().audience(ISSUER))).clientId())
        .isEqualTo("site-a");
  }

  @Test
  void foreignMissingAndSharedAudiencesAreRefused() {
    assertThat(refusal(claims().audience("https://other.example"))).contains("aud must be");
    assertThat(refusal(claims().audience((String) null))).contains("aud must be");
    assertThat(refusal(claims().audience(List.of(ENDPOINT, "https://other.example"))))
        .contains("aud must be");
    assertThat(refusal(claims().audience(Arrays.asList(ENDPOINT, null)))).contains("aud must be");
  }

  @Test
  void anotherKeysSignatureIsRefusedLikeAnUnknownClient() {
    var stranger = AssertionFactory.rsa(2048);
    var wrongKey = refusal(assertion(stranger, RS256, claims()));
    var unknown = refusal(assertion(RSA, RS256, AssertionFactory.claims("nobody", ENDPOINT, NOW)));
    var secretsOnly =
        refusal(assertion(EC, ES256, AssertionFactory.claims("secrets-only", ENDPOINT, NOW)));

    assertThat(wrongKey).contains("not known, or its key did not sign");
    assertThat(List.of(unknown, secretsOnly)).containsOnly(wrongKey);
  }

  @Test
  void algNoneIsRefused() {
    assertThat(refusal(new PlainJWT(claims().build()).serialize())).contains("not a signed JWT");
  }

  @Test
  void hmacKeyedWithThePublicKeyIsRefused() throws JOSEException {
    for (var key :
        List.of(
            RSA.getPublic().getEncoded(),
            Base64.getMimeEncoder().encode(RSA.getPublic().getEncoded()),
            pem(RSA).getBytes(UTF_8))) {
      var forged =
          AssertionFactory.sign(new MACSigner(key), new JWSHeader(HS256), claims().build());

      assertThat(refusal(forged)).contains("did not sign");
    }
  }

  @Test
  void anotherCurveThanTheKeysIsRefused() {
    var p384 = AssertionFactory.ec("secp384r1");

    assertThat(refusal(assertion(p384, ES384, claims()))).contains("did not sign");
  }

  @Test
  void unknownCriticalHeaderIsRefused() { // RFC 7515 section 4.1.11
    var critical =
        AssertionFactory.sign(
            RSA,
            RS256,
            claims().build(),
            header -> header.criticalParams(Set.of("exp")).customParam("exp", 1));

    assertThat(refusal(critical)).contains("did not sign");
  }

  @Test
  void issuerAndSubjectMustBothBeTheClient() {
    assertThat(refusal(claims().issuer("other"))).contains("iss and sub");
    assertThat(refusal(claims().subject(null))).contains("iss and sub");
  }

  @Test
  void clientIdParameterMustNameTheSameClient() {
    var form = form(assertion(RSA, RS256, claims()));
    form.put("client_id", List.of("site-b"));

    assertThat(refusal(form)).contains("names another client");
  }

  @Test
  void assertionWithinTheSkewIsTaken() {
    var early = claims().issueTime(at(55)).expirationTime(at(65)).notBeforeTime(at(55));
    var late = claims().issueTime(at(-69)).expirationTime(at(-59));

    assertThat(authenticate(assertion(RSA, RS256, early)).clientId()).isEqualTo("site-a");
    assertThat(authenticate(assertion(RSA, RS256, late)).clientId()).isEqualTo("site-a");
  }

  @Test
  void expiredAssertionIsToldTheDifferenceOfTheClocks() {
    assertThat(refusal(claims().issueTime(at(-310)).expirationTime(at(-300))))
        .contains("expired 300 s ago", "issued 310 s before this server's clock");
    assertThat(refusal(claims().issueTime(null).expirationTime(at(-60))))
        .contains("expired 60 s ago");
  }

  @Test
  void futureAssertionIsToldTheDifferenceOfTheClocks() {
    assertThat(refusal(claims().issueTime(at(300)).expirationTime(at(310))))
        .contains("iat is 300 s ahead of this server's clock");
    assertThat(refusal(claims().notBeforeTime(at(61)))).contains("nbf is 61 s ahead");
  }

  @Test
  void assertionThatLivesTooLongIsRefused() {
    assertThat(refusal(claims().expirationTime(at(61)))).contains("60 s at most");
    assertThat(refusal(claims().issueTime(null).expirationTime(at(121)))).contains("60 s at most");
    assertThat(refusal(claims().expirationTime(null))).contains("exp is missing");
  }

  @Test
  void assertionServesOnce() {
    var assertion = assertion(RSA, RS256, claims());
    authenticate(assertion);

    assertThat(refusal(assertion)).contains("used before");
  }

  @Test
  void assertionIsRememberedAsLongAsItCouldBeAccepted() {
    authenticate(assertion(RSA, RS256, claims().jwtID("j1")));

    assertThat(used.remembered).containsExactly(Map.entry("site-a/j1", NOW.plusSeconds(10 + 60)));
  }

  @Test
  void refusedAssertionsAreNotRemembered() {
    refusal(claims().audience("https://other.example"));
    refusal(assertion(AssertionFactory.rsa(2048), RS256, claims()));

    assertThat(used.remembered).isEmpty();
  }

  @Test
  void jtiIsNeededAndBounded() {
    assertThat(refusal(claims().jwtID(null))).contains("jti");
    assertThat(refusal(claims().jwtID("x".repeat(256)))).contains("jti");
  }

  @Test
  void jtiIsAsciiThatCanBeStoredAnywhere() {
    for (var strange : List.of("a\u0000b", "a\nb", "\u007f", "ä")) {
      assertThat(refusal(claims().jwtID(strange))).contains("jti");
    }
    assertThat(used.remembered).isEmpty();
    assertThat(authenticate(assertion(RSA, RS256, claims().jwtID("!a b~"))).clientId())
        .isEqualTo("site-a");
  }

  @Test
  void otherAssertionTypesAreRefused() {
    var form = form(assertion(RSA, RS256, claims()));
    form.put(
        "client_assertion_type",
        List.of("urn:ietf:params:oauth:client-assertion-type:saml2-bearer"));

    assertThat(refusal(form)).contains("client_assertion_type must be");
  }

  @Test
  void configuredLifetimeAndSkewHold() {
    var strict =
        new ClientAuthenticator(
            ClientAssertionsTest::find,
            new AssertionRules(Set.of(ENDPOINT), Duration.ofSeconds(5), Duration.ZERO),
            used,
            Clock.fixed(NOW, ZoneOffset.UTC));

    assertThat(refusal(strict, form(assertion(RSA, RS256, claims())))).contains("5 s at most");
  }

  @Test
  void flippedCharactersAreRefusedAndNothingElse() {
    var good = assertion(RSA, RS256, claims());
    var random = Randomly.forPurpose("flipped characters of assertions");
    var count = Randomly.count("flipped characters of assertions", 500, 10_000);
    for (var i = 0; i < count; i++) {
      var at = random.nextInt(good.length() - 2); // the last character has bits that do not count
      var other = (char) random.nextInt(1, 0x250);
      if (other != good.charAt(at)) {
        var bad = good.substring(0, at) + other + good.substring(at + 1);

        assertThat(refusal(form(bad)))
            .as("character %d replaced by %d", at, (int) other)
            .matches("[\\x20\\x21\\x23-\\x5B\\x5D-\\x7E]+"); // RFC 6749 section 5.2
      }
    }
  }

  @Test
  void signatureInAnotherAlphabetIsRefused() {
    for (var attempt = 0; attempt < 100; attempt++) {
      var good = assertion(RSA, RS256, claims().jwtID("jti-" + attempt));
      var at = good.lastIndexOf('.');
      var bad = good.substring(0, at) + good.substring(at).replace('-', '+').replace('_', '/');
      if (!bad.equals(good)) {
        assertThat(refusal(form(bad))).contains("not a signed JWT");
        return;
      }
    }
    throw new AssertionError("no signature had a character that is spelt in two ways");
  }

  private static OAuthClient find(String clientId) {
    return switch (clientId) {
      case "site-a" ->
          new OAuthClient(
              clientId,
              List.of(),
              List.of(RSA.getPublic(), NEXT_RSA.getPublic(), EC.getPublic()),
              Set.of());
      case "secrets-only" -> new OAuthClient(clientId, List.of(), List.of(), Set.of());
      default -> null;
    };
  }

  private static JWTClaimsSet.Builder claims() {
    return AssertionFactory.claims("site-a", ENDPOINT, NOW);
  }

  private static Date at(int seconds) {
    return Date.from(NOW.plusSeconds(seconds));
  }

  private static String assertion(
      KeyPair key, JWSAlgorithm algorithm, JWTClaimsSet.Builder claims) {
    return AssertionFactory.sign(key, algorithm, claims.build());
  }

  private static String pem(KeyPair key) {
    return "-----BEGIN PUBLIC KEY-----\n"
        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key.getPublic().getEncoded())
        + "\n-----END PUBLIC KEY-----\n";
  }

  private static Map<String, List<String>> form(String assertion) {
    var form = new HashMap<String, List<String>>();
    form.put("client_assertion_type", List.of(ClientAssertions.TYPE));
    form.put("client_assertion", List.of(assertion));
    return form;
  }

  private OAuthClient authenticate(String assertion) {
    return authenticator.authenticate(null, TokenForm.of(form(assertion)));
  }

  private String refusal(JWTClaimsSet.Builder claims) {
    return refusal(assertion(RSA, RS256, claims));
  }

  private String refusal(String assertion) {
    return refusal(form(assertion));
  }

  private String refusal(Map<String, List<String>> form) {
    return refusal(authenticator, form);
  }

  private static String refusal(ClientAuthenticator authenticator, Map<String, List<String>> form) {
    try {
      authenticator.authenticate(null, TokenForm.of(form));
    } catch (OAuthException e) {
      return e.description();
    }
    throw new AssertionError("was accepted");
  }
}
