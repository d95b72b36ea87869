package io.dinggate.cloud.testing;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import java.security.PublicKey;
import java.util.Base64;

/** What the sites of the world sign with; the registry has the public halves. */
public final class SiteKeys {

  /** Of site east. */
  public static final RSAKey EAST = rsa("east-1");

  /** Of site north. */
  public static final ECKey NORTH = ec("north-1");

  private SiteKeys() {}

  /** A key that nobody has registered. */
  public static RSAKey rsa(String keyId) {
    try {
      return new RSAKeyGenerator(2048).keyID(keyId).generate();
    } catch (JOSEException e) {
      throw new AssertionError(e);
    }
  }

  static String keyId(String site) {
    return site + "-1";
  }

  /** In the lines that a registry file has between BEGIN and END. */
  static String publicBase64(String site) {
    return Base64.getEncoder().encodeToString(publicKey(site).getEncoded());
  }

  private static PublicKey publicKey(String site) {
    try {
      return switch (site) {
        case "east" -> EAST.toPublicKey();
        case "north" -> NORTH.toPublicKey();
        default -> throw new IllegalArgumentException("no key for site " + site);
      };
    } catch (JOSEException e) {
      throw new AssertionError(e);
    }
  }

  private static ECKey ec(String keyId) {
    try {
      return new ECKeyGenerator(Curve.P_256).keyID(keyId).generate();
    } catch (JOSEException e) {
      throw new AssertionError(e);
    }
  }
}
