package io.dinggate.platform.keys;

import io.dinggate.model.InvalidValueException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;

/** The certificates to trust, as a PEM file has them (RFC 7468 section 5). */
public final class TrustedCertificates {

  private static final String BEGIN = "-----BEGIN CERTIFICATE-----";

  private TrustedCertificates() {}

  /**
   * All certificates of the file.
   *
   * @throws InvalidValueException when it has none, or one that cannot be read
   */
  public static KeyStore read(Path file) {
    var pem = PemFile.read(file);
    if (!pem.contains(BEGIN)) {
      throw new InvalidValueException(file + " holds no certificate in PEM (" + BEGIN + ")");
    }
    try {
      var certificates =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(
                  new ByteArrayInputStream(pem.getBytes(StandardCharsets.ISO_8859_1)));
      var store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      var number = 0;
      for (var certificate : certificates) {
        store.setCertificateEntry("ca-" + number++, certificate);
      }
      return store;
    } catch (IOException | GeneralSecurityException e) {
      throw new InvalidValueException(file + " holds a certificate that cannot be read");
    }
  }
}
