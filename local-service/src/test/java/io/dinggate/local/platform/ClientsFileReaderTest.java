package io.dinggate.local.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.dinggate.local.platform.ClientsFileReader.ClientsFileException;
import io.dinggate.model.CorpId;
import io.dinggate.model.UserId;
import io.dinggate.model.UserRef;
import io.dinggate.platform.keys.SecretHash;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientsFileReaderTest {

  private static final String HASH = SecretHash.of("a secret");

  private static final String SECRET = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
  private static final String NEXT_SECRET = "whsec_Hx4dHBsaGRgXFhUUExIREA8ODQwLCgkIBwYFBAMCAQA=";

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
  void aClientMayHaveAWebhook() throws IOException {
    Files.writeString(directory.resolve("next.secret"), NEXT_SECRET + "\n");
    var client =
        read(webhook(
                "url: 'https://erp.test/hook?a=b', secrets: ['"
                    + SECRET
                    + "'],"
                    + " secret-files: [next.secret]"))
            .clients()
            .get("erp");

    assertThat(client.webhook())
        .isEqualTo(
            new WebhookTarget(
                URI.create("https://erp.test/hook?a=b"), List.of(SECRET, NEXT_SECRET), Set.of()));
    assertThat(client.toString()).doesNotContain("erp.test", "whsec");
  }

  @Test
  void aWebhookMayWantEvents() throws IOException {
    var file =
        "clients: [{id: erp, secret-hashes: ['%s'], scopes: [%s], webhook: {url: 'https://erp.test',"
            + " secrets: ['%s'], events: [user_leave_org]}}]";
    var target = read(file.formatted(HASH, "feed:read", SECRET)).clients().get("erp").webhook();

    assertThat(target.wantsEvent("user_leave_org")).isTrue();
    assertThat(target.wantsEvent("user_add_org")).isFalse();
    assertThat(
            read(file.formatted(HASH, "feed:read", SECRET).replace("user_leave_org", "'*'"))
                .clients()
                .get("erp")
                .webhook()
                .wantsEvent("user_add_org"))
        .isTrue();
    assertThatThrownBy(() -> read(file.formatted(HASH, "messages:send", SECRET)))
        .hasMessageContaining("clients[0].webhook.events: needs the scope feed:read");
    assertThatThrownBy(
            () ->
                read(file.formatted(HASH, "feed:read", SECRET).replace("user_leave_org", "'a b'")))
        .hasMessageContaining("clients[0].webhook.events[0]");
  }

  @Test
  void aClientNeedsNoWebhook() throws IOException {
    assertThat(
            read("clients: [{id: erp, secret-hashes: ['" + HASH + "'], scopes: [operator]}]")
                .clients()
                .get("erp")
                .webhook())
        .isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          secrets: [S]                                  | .url: must be an http or https address
          url: 'ftp://erp.test/', secrets: [S]          | .url: must be an http or https address
          url: 'erp.test', secrets: [S]                 | .url: must be an http or https address
          url: 'https:///hook', secrets: [S]            | .url: must be an http or https address
          url: 'https://127.1/hook', secrets: [S]       | .url: must be an http or https address
          url: 'https://a b/', secrets: [S]             | .url: must be an http or https address
          url: 'https://u:p@erp.test/', secrets: [S]    | .url: must be an http or https address
          url: 'https://erp.test/#x', secrets: [S]      | .url: must be an http or https address
          url: 'https://erp.test/'                      | : needs one or two secrets
          url: 'https://erp.test/', secrets: []         | : needs one or two secrets
          url: 'https://erp.test/', secrets: [S, S, S]  | : needs one or two secrets
          url: 'https://erp.test/', secrets: [null]     | .secrets[0]: must be whsec_
          url: 'https://erp.test/', secrets: [S, open]  | .secrets[1]: must be whsec_
          url: 'https://erp.test/', secrets: [whsec_AAAA] | .secrets[0]: must be whsec_
          url: 'https://erp.test/', secrets: ['whsec_%'] | .secrets[0]: must be whsec_
          url: 'https://erp.test/', secret-files: [none] | .secret-files[0]: cannot be read
          url: 'https://erp.test/', secret-files: [null] | .secret-files[0]: must be whsec_
          url: 'https://erp.test/', secret: S           | .secret: is not known
          """)
  void eachFaultOfAWebhookNamesItsPlaceAndNothingElse(String webhook, String fault) {
    var faults = faults(webhook(webhook.replaceAll("\\bS\\b", "'" + SECRET + "'")));

    assertThat(faults).anyMatch(it -> it.startsWith("clients[0].webhook" + fault));
    assertThat(faults).noneMatch(it -> it.contains("erp.test") || it.contains("AAEC"));
  }

  @ParameterizedTest
  @CsvSource({"23, false", "24, true", "64, true", "65, false"})
  void secretsHaveALength(int bytes, boolean taken) {
    var secret = "whsec_" + Base64.getEncoder().encodeToString(new byte[bytes]);
    var yaml = webhook("url: 'https://erp.test/', secrets: ['" + secret + "']");

    if (taken) {
      assertThatCode(() -> read(yaml)).doesNotThrowAnyException();
    } else {
      assertThat(faults(yaml)).hasSize(1);
    }
  }

  private static String webhook(String members) {
    return "clients: [{id: erp, secret-hashes: ['"
        + HASH
        + "'], scopes: [operator], webhook: {"
        + members
        + "}}]";
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
