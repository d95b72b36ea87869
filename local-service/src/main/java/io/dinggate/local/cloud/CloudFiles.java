package io.dinggate.local.cloud;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** Looks into the files with keys and certificates before the clients that need them are made. */
final class CloudFiles {

  private static final Pattern PRIVATE_KEY =
      Pattern.compile("-----BEGIN PRIVATE KEY-----(.+?)-----END PRIVATE KEY-----", Pattern.DOTALL);
  private static final String CERTIFICATE = "-----BEGIN CERTIFICATE-----";

  private CloudFiles() {}

  /**
   * What is wrong with a file.
   *
   * @param reader throws {@code IllegalArgumentException}, with a message fit for the operator
   */
  static Optional<String> fault(Path file, Consumer<String> reader) {
    try {
      // Whatever else stands there, PEM is ASCII, and no byte is an error in this charset.
      reader.accept(Files.readString(file, StandardCharsets.ISO_8859_1));
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of("cannot read " + file);
    } catch (IllegalArgumentException e) {
      return Optional.of(file + " " + e.getMessage());
    }
  }

  /** Requires one certificate or more (RFC 7468 section 5). */
  static void requireCertificates(String pem) {
    if (!pem.contains(CERTIFICATE)) {
      throw new IllegalArgumentException("holds no certificate in PEM (" + CERTIFICATE + ")");
    }
    try {
      CertificateFactory.getInstance("X.509")
          .generateCertificates(
              new ByteArrayInputStream(pem.getBytes(StandardCharsets.ISO_8859_1)));
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("holds a certificate that cannot be read", e);
    }
  }

  /** Requires a key that can sign by the algorithm, in PKCS#8 (RFC 7468 section 10). */
  static void requirePrivateKey(String pem, String algorithm) {
    var key = PRIVATE_KEY.matcher(pem);
    if (!key.find()) {
      throw new IllegalArgumentException(
          "holds no private key in PKCS#8 PEM (-----BEGIN PRIVATE KEY-----)");
    }
    try {
      var encoded = Base64.getMimeDecoder().decode(key.group(1));
      KeyFactory.getInstance(algorithm.equals("ES256") ? "EC" : "RSA")
          .generatePrivate(new PKCS8EncodedKeySpec(encoded));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new IllegalArgumentException("holds no private key for " + algorithm, e);
    }
  }
}
