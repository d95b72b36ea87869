package io.dinggate.local.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jwt.SignedJWT;
import io.dinggate.model.RequestId;
import io.dinggate.model.problem.ApiException;
import io.dinggate.model.problem.ErrorCode;
import io.dinggate.model.request.RequestToken;
import java.net.URI;
import java.security.KeyPair;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.text.ParseException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a request token says, as the cloud reads it. */
class RequestSignerTest {

  private static final Instant NOW = Instant.parse("2026-11-27T12:00:00Z");
  private static final String BODY = "{\"kind\":\"user\",\"user\":\"王芳\"}";

  @Test
  void tokenSaysWhatTheContractAsksForAndNothingElse() throws ParseException, JOSEException {
    var token = token(TestSigner.KEY, "RS256");

    assertThat(token.verify(new RSASSAVerifier((RSAPublicKey) TestSigner.KEY.getPublic())))
        .isTrue();
    assertThat(token.getHeader().getAlgorithm()).isEqualTo(JWSAlgorithm.RS256);
    assertThat(token.getHeader().getType()).isEqualTo(new JOSEObjectType(RequestToken.TYPE));
    var claims = token.getJWTClaimsSet();
    assertThat(claims.getClaims().keySet())
        .isEqualTo(Set.of("iss", "sub", "aud", "jti", "iat", "exp", "origin", "body_sha256"));
    assertThat(claims.getIssuer()).isEqualTo("site-1");
    assertThat(claims.getSubject()).isEqualTo("client:books");
    assertThat(claims.getAudience()).isEqualTo(List.of("https://cloud.example"));
    assertThat(claims.getJWTID()).isEqualTo("r-1");
    assertThat(claims.getIssueTime()).isEqualTo(NOW);
    assertThat(claims.getExpirationTime()).isEqualTo(NOW.plusSeconds(120));
    assertThat(claims.getStringClaim("origin")).isEqualTo("https://app.example");
    assertThat(claims.getStringClaim("body_sha256")).isEqualTo(RequestToken.digest(BODY));
  }

  @Test
  void ellipticKeySignsAsWell() throws ParseException, JOSEException {
    var key = TestSigner.generate("EC", 256);

    var token = token(key, "ES256");

    assertThat(token.getHeader().getAlgorithm()).isEqualTo(JWSAlgorithm.ES256);
    assertThat(token.verify(new ECDSAVerifier((ECPublicKey) key.getPublic()))).isTrue();
  }

  @Test
  void siteWithoutAKeySignsNothing() {
    var signer = new RequestSigner(null, "RS256", "site-1", "https://cloud.example");

    assertThatThrownBy(signer::requireKey)
        .isInstanceOfSatisfying(
            ApiException.class,
            problem -> assertThat(problem.code()).isEqualTo(ErrorCode.REQUESTS_NOT_SET_UP));
  }

  @Test
  void audienceIsTheCloudsAddressWithoutSlashesAtItsEnd() {
    for (var configured : List.of("https://cloud.example", "https://cloud.example/")) {
      assertThat(CloudUrl.of(URI.create(configured))).isEqualTo("https://cloud.example");
    }
  }

  private static SignedJWT token(KeyPair key, String algorithm) throws ParseException {
    return SignedJWT.parse(
        new RequestSigner(key.getPrivate(), algorithm, "site-1", "https://cloud.example")
            .sign(
                new RequestId("r-1"),
                "client:books",
                "https://app.example",
                BODY,
                NOW,
                NOW.plusSeconds(120)));
  }
}
