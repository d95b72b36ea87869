package io.dinggate.platform.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.jwk.JWKSet;
import io.dinggate.platform.keys.KeyRing.KeyRingException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class KeyRingTest {

  @TempDir Path directory;

  @Test
  void readsWhatInitWrote() throws Exception {
    init("k1");
    var keys = KeyRing.load(directory);
    assertThat(keys.sealer().open("c", keys.sealer().seal("c", "x"))).isEqualTo("x");
    var published = JWKSet.parse(keys.signingKeys().publicJwks());
    assertThat(published.getKeys())
        .singleElement()
        .satisfies(
            key -> {
              assertThat(key.getKeyID()).isEqualTo("k1");
              assertThat(key.isPrivate()).isFalse();
            });
  }

  @Test
  void initKeepsKeysThatExistAndWritesThemForTheOwnerOnly() throws Exception {
    init("k1");
    var before = Files.readString(directory.resolve("index.key"));
    assertThat(init("k1")).contains("kept ");
    assertThat(directory.resolve("index.key")).hasContent(before);
    try (var files = Files.list(directory)) {
      assertThat(files)
          .isNotEmpty()
          .allSatisfy(
              file ->
                  assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                      .isEqualTo("rw-------"));
    }
  }

  @Test
  void initPrintsASecretOnceWithItsHash() {
    var lines = init("k1").lines().toList();
    assertThat(lines).contains("client_id=client-1");
    var secret = value(lines, "client_secret=");
    var hash = value(lines, "client_secret_hash=");
    assertThat(SecretHash.matches(hash, secret)).isTrue();
    assertThat(SecretHash.matches(hash, secret + "x")).isFalse();
    assertThat(SecretHash.isHash(hash)).isTrue();
    assertThat(SecretHash.isHash(secret)).isFalse();
  }

  @Test
  void theNameThatSortsLastIsActive() {
    init("k1");
    init("k2");
    var keys = KeyRing.load(directory);
    assertThat(keys.sealer().seal("c", "x")).startsWith("k2:");
    assertThat(keys.signingKeys().active().id()).isEqualTo("k2");
    assertThat(keys.signingKeys().publicJwks()).contains("\"k1\"", "\"k2\"");
  }

  @Test
  void namesEveryFaultAtOnce() throws Exception {
    init("k1");
    Files.writeString(directory.resolve("index.key"), "not a key");
    Files.writeString(directory.resolve("signing-k1.pem"), "not a key");
    Files.setPosixFilePermissions(
        directory.resolve("encryption-k1.key"), PosixFilePermissions.fromString("rw-r--r--"));
    assertThatThrownBy(() -> KeyRing.load(directory))
        .isInstanceOfSatisfying(KeyRingException.class, e -> assertThat(e.faults()).hasSize(3))
        .hasMessageContaining("index.key")
        .hasMessageContaining("signing-k1.pem")
        .hasMessageContaining("chmod 600");
  }

  @Test
  void anEmptyDirectorySaysHowToMakeKeys() {
    assertThatThrownBy(() -> KeyRing.load(directory)).hasMessageContaining("init");
    assertThatThrownBy(() -> KeyRing.load(directory.resolve("missing")))
        .hasMessageContaining("init");
  }

  private String init(String keyId) {
    var out = new StringWriter();
    var exit =
        new CommandLine(new InitCommand())
            .setOut(new PrintWriter(out))
            .execute("--keys-dir", directory.toString(), "--key-id", keyId);
    assertThat(exit).isZero();
    return out.toString();
  }

  private static String value(java.util.List<String> lines, String prefix) {
    return lines.stream()
        .filter(line -> line.startsWith(prefix))
        .findFirst()
        .orElseThrow()
        .substring(prefix.length());
  }
}
