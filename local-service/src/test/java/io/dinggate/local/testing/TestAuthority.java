package io.dinggate.local.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** A certificate authority that no system trusts, made with the JDK's keytool. */
public final class TestAuthority {

  /** Of every key store that is made here. */
  public static final String PASSWORD = "changeit";

  private static final String CA = "ca";

  private final Path directory;
  private final Path store;

  private TestAuthority(Path directory) {
    this.directory = directory;
    this.store = directory.resolve("authority.p12");
  }

  /** A new one, whose files lie in {@code directory}. */
  public static TestAuthority make(Path directory) throws IOException {
    var authority = new TestAuthority(Files.createDirectories(directory));
    authority.keytool(CA, "Authority of a test", "bc:c=ca:true");
    Files.writeString(authority.certificate(), authority.pem());
    return authority;
  }

  /** Its own certificate, in PEM. */
  public Path certificate() {
    return directory.resolve("ca.pem");
  }

  /** A key store with the key and the certificate of a server of this name. */
  public Path server(String host) throws IOException {
    keytool(host, host, "san=dns:" + host, "-signer", CA);
    var all = load();
    var file = directory.resolve(host + ".p12");
    try (var out = Files.newOutputStream(file)) {
      var password = PASSWORD.toCharArray();
      var own = KeyStore.getInstance("PKCS12");
      own.load(null, null);
      own.setKeyEntry(host, all.getKey(host, password), password, all.getCertificateChain(host));
      own.store(out, password);
      return file;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private String pem() throws IOException {
    try {
      return "-----BEGIN CERTIFICATE-----\n"
          + Base64.getMimeEncoder().encodeToString(load().getCertificate(CA).getEncoded())
          + "\n-----END CERTIFICATE-----\n";
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private KeyStore load() throws IOException {
    try (var in = Files.newInputStream(store)) {
      var keys = KeyStore.getInstance("PKCS12");
      keys.load(in, PASSWORD.toCharArray());
      return keys;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private void keytool(String alias, String name, String extension, String... more)
      throws IOException {
    var command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-validity",
                "2",
                "-storetype",
                "PKCS12"));
    command.addAll(List.of("-storepass", PASSWORD, "-keystore", store.toString()));
    command.addAll(List.of("-alias", alias, "-dname", "CN=" + name, "-ext", extension));
    command.addAll(List.of(more));
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.onExit().join().exitValue() != 0) {
      throw new IllegalStateException("keytool: " + said);
    }
  }
}
