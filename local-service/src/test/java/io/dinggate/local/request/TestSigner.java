package io.dinggate.local.request;

import io.quarkus.test.junit.QuarkusMock;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;

/** Gives the service under test a key for requests, which the other tests do without. */
final class TestSigner {

  static final String CLIENT_ID = "site-1";
  static final String CLOUD = "https://cloud.example";
  static final KeyPair KEY = generate("RSA", 2048);

  private TestSigner() {}

  /** Until the end of the test. */
  static void install() {
    QuarkusMock.installMockForType(
        new RequestSigner(KEY.getPrivate(), "RS256", CLIENT_ID, CLOUD), RequestSigner.class);
  }

  static KeyPair generate(String kind, int size) {
    try {
      var generator = KeyPairGenerator.getInstance(kind);
      generator.initialize(size);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
