package io.dinggate.local.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.dinggate.local.platform.ClientsFileReader.ClientsFileException;
import io.dinggate.model.CorpId;
import io.dinggate.model.UserId;
import io.dinggate.model.UserRef;
import io.dinggate.platform.keys.SecretHash;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientsFileReaderTest {

  private static final String HASH = SecretHash.of("a secret");

  @TempDir Path directory;

  @Test
  void aFileNamesClientsAndOperators() throws Exception {
    Files.writeString(directory.resolve("erp.pem"), pem("RSA", 2048));
    var book =
        read(
            """
            clients:
              - id: erp
                secret-hashes: ['%s']
                public-keys:
                  - pem-file: erp.pem
                  - pem: |
            %s
                scopes: [messages:send, users:read]
            operators:
              - {corp: ding-example, user-id: olga}
            """
                .formatted(HASH, pem("EC", 256).indent(10)));
    var erp = book.clients().get("erp");
    assertThat(erp.secretHashes()).containsExactly(HASH);
    assertThat(erp.publicKeys()).extracting(key -> key.getAlgorithm()).containsExactly("RSA", "EC");
    assertThat(erp.scopes()).containsExactlyInAnyOrder("messages:send", "users:read");
    assertThat(book.operators())
        .containsExactly(new UserRef(new CorpId("ding-example"), new UserId("olga")));
  }

  @Test
  void theExampleOfTheDocumentationIsValid() throws IOException {
    var document = Files.readString(Path.of("../deploy/docs/clients.md"));
    var example = document.substring(document.indexOf("```yaml") + 7);
    var book = read(example.substring(0, example.indexOf("```")));
    assertThat(book.clients()).isNotEmpty();
    assertThat(book.operators()).isNotEmpty();
  }

  @Test
  void aSiteMayHaveNobodyButMustSaySo() throws IOException {
    assertThat(read("clients: []\n").clients()).isEmpty();
    for (var nothing : List.of("", "\n", "null\n", "~", "---\n", "# nobody yet\n", "---\n...\n")) {
      assertThat(faults(nothing)).as(nothing).containsExactly("is empty");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          clients: 7                                                     | clients: has the wrong type
          client: []                                                     | client: is not known
          {clients: [], clients: []}                                     | is not YAML
          clients: [                                                     | clients: is not YAML
          clients: [{}]                                                  | clients[0].id: must be
          clients: [null]                                                | clients[0]: is empty
          clients: [{id: 'a b', secret-hashes: [H], scopes: [operator]}] | clients[0].id: must be
          clients: [{id: 7, secret-hashes: [H], scopes: [operator]}]     | clients[0].id: has the wrong type
          clients: [{id: a, scopes: [operator]}]                         | clients[0]: needs secret-hashes or public-keys
          clients: [{id: a, secret-hashes: [], scopes: [operator]}]      | clients[0]: needs secret-hashes or public-keys
          clients: [{id: a, secret-hashes: [clear], scopes: [operator]}] | clients[0].secret-hashes[0]: must be a hash
          clients: [{id: a, secret-hashes: [H], scopes: []}]             | clients[0].scopes: names no scope
          clients: [{id: a, secret-hashes: [H]}]                         | clients[0].scopes: names no scope
          clients: [{id: a, secret-hashes: [H], scopes: [root]}]         | clients[0].scopes[0]: must be one of
          clients: [{id: a, secrets: [H], scopes: [operator]}]           | clients[0].secrets: is not known
          clients: [{id: a, public-keys: [{}], scopes: [operator]}]      | clients[0].public-keys[0]: needs pem or pem-file
          clients: [{id: a, public-keys: [{pem: x}], scopes: [operator]}]      | clients[0].public-keys[0]: must be a public key
          clients: [{id: a, public-keys: [{pem-file: x}], scopes: [operator]}] | clients[0].public-keys[0].pem-file: cannot be read
          operators: [{corp: a}]                                         | operators[0]: needs corp and user-id
          operators: [{corp: 'a b', user-id: x}]                         | operators[0].corp: must be a corp id
          """)
  void eachFaultNamesItsPlace(String yaml, String fault) {
    assertThat(faults(yaml.replace("[H]", "['" + HASH + "']")))
        .anyMatch(it -> it.startsWith(fault));
  }

  @Test
  void allFaultsComeTogetherAndNoneRepeatsASecret() {
    assertThat(
            faults(
                """
                clients:
                  - {id: a, secret-hashes: [my-clear-secret], scopes: [root]}
                  - {id: a, secret-hashes: ['%s'], scopes: [operator]}
                operators: [{}]
                """
                    .formatted(HASH)))
        .hasSize(4)
        .noneMatch(fault -> fault.contains("my-clear-secret"));
  }

  @Test
  void aShortRsaKeyIsRefused() throws Exception {
    var yaml =
        "clients:\n  - id: a\n    public-keys:\n      - pem: |\n%s\n    scopes: [operator]\n"
            .formatted(pem("RSA", 1024).indent(10));
    assertThat(faults(yaml)).anyMatch(fault -> fault.contains("2048 bits"));
  }

  private ClientBook read(String yaml) throws IOException {
    return ClientsFileReader.read(Files.writeString(directory.resolve("clients.yaml"), yaml));
  }

  private List<String> faults(String yaml) {
    return catchThrowableOfType(ClientsFileException.class, () -> read(yaml)).faults();
  }

  private static String pem(String algorithm, int size) throws Exception {
    var generator = KeyPairGenerator.getInstance(algorithm);
    generator.initialize(size);
    var encoded = generator.generateKeyPair().getPublic().getEncoded();
    return "-----BEGIN PUBLIC KEY-----\n"
        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded)
        + "\n-----END PUBLIC KEY-----\n";
  }
}
