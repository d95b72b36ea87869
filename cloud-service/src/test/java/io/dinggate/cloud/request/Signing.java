package io.dinggate.cloud.request;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.dinggate.cloud.testing.CloudWorld;
import io.dinggate.cloud.testing.SiteKeys;
import io.dinggate.model.request.RequestToken;
import io.dinggate.platform.Ids;
import java.time.Instant;
import java.util.Date;

/** Signs for requests as the sites of the world do. */
final class Signing {

  static final String EAST_ORIGIN = "http://localhost:8081";
  static final String NORTH_ORIGIN = "http://127.0.0.1:8082";

  private Signing() {}

  /** All that a token of the site needs; right, unless a test changes it. */
  static JWTClaimsSet.Builder claims(String clientId, String origin, String body, Instant now) {
    return new JWTClaimsSet.Builder()
        .issuer(clientId)
        .subject("user:" + Ids.uuidV7())
        .audience(CloudWorld.PUBLIC_URL)
        .issueTime(Date.from(now))
        .expirationTime(Date.from(now.plusSeconds(60)))
        .jwtID(Ids.uuidV7().toString())
        .claim(RequestToken.ORIGIN, origin)
        .claim(RequestToken.BODY, RequestToken.digest(body));
  }

  static String byEast(JWTClaimsSet.Builder claims) {
    return byRsa(SiteKeys.EAST, claims);
  }

  static String byNorth(JWTClaimsSet.Builder claims) {
    try {
      return sign(new ECDSASigner(SiteKeys.NORTH), JWSAlgorithm.ES256, RequestToken.TYPE, claims);
    } catch (JOSEException e) {
      throw new AssertionError(e);
    }
  }

  static String byRsa(RSAKey key, JWTClaimsSet.Builder claims) {
    try {
      return sign(new RSASSASigner(key), JWSAlgorithm.RS256, RequestToken.TYPE, claims);
    } catch (JOSEException e) {
      throw new AssertionError(e);
    }
  }

  static String sign(
      JWSSigner signer, JWSAlgorithm algorithm, String type, JWTClaimsSet.Builder claims) {
    try {
      var header =
          new JWSHeader.Builder(algorithm)
              .type(type == null ? null : new JOSEObjectType(type))
              .build();
      var token = new SignedJWT(header, claims.build());
      token.sign(signer);
      return token.serialize();
    } catch (JOSEException e) {
      throw new AssertionError(e);
    }
  }
}
