package io.dinggate.e2e;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Set;

/**
 * The key by which a site proves to the cloud who it is, and signs requests of its frontends.
 *
 * @param privateFile PEM, PKCS#8; for the site alone
 * @param publicFile PEM, for the registry
 */
record SiteKey(Path privateFile, Path publicFile) {

  private static final int BITS = 2048;

  /** The key of a site in a directory. */
  static SiteKey in(Path directory, String site) {
    return new SiteKey(
        directory.resolve("site-" + site + ".key.pem"), directory.resolve("site-" + site + ".pem"));
  }

  /** Makes it, in place of one that is there. */
  SiteKey make() throws IOException {
    try {
      var generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(BITS);
      var pair = generator.generateKeyPair();
      writePrivately(pem("PRIVATE KEY", pair.getPrivate().getEncoded()));
      Files.writeString(publicFile, pem("PUBLIC KEY", pair.getPublic().getEncoded()));
      return this;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has RSA", e);
    }
  }

  private void writePrivately(String text) throws IOException {
    Files.deleteIfExists(privateFile);
    var mode = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    var options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    try (var channel = Files.newByteChannel(privateFile, options, mode)) {
      channel.write(StandardCharsets.US_ASCII.encode(text));
    }
  }

  private static String pem(String kind, byte[] key) {
    var body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key);
    return "-----BEGIN " + kind + "-----\n" + body + "\n-----END " + kind + "-----\n";
  }
}
