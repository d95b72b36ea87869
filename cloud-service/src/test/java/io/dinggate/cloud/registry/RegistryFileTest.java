package io.dinggate.cloud.registry;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.JWK;
import io.dinggate.model.AppId;
import io.dinggate.model.CorpId;
import io.dinggate.model.SiteId;
import io.dinggate.platform.keys.PublicKeys;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegistryFileTest {

  private static final Path DOCUMENT = Path.of("../deploy/docs/registry.md");

  @TempDir Path directory;

  @Test
  void exampleOfTheDocumentIsValid() throws IOException {
    var reading = read(example());

    assertThat(reading.faults()).isEmpty();
    var snapshot = reading.snapshot();
    var suite = snapshot.app(new AppId("suite-main")).orElseThrow();
    assertThat(suite.kind()).isEqualTo(AppKind.SUITE);
    assertThat(suite.suiteId()).isEqualTo("14999001");
    assertThat(suite.dingTalkAppId()).isEqualTo(62282);
    assertThat(suite.events().ownerKey()).isEqualTo(suite.clientId());
    var internal = snapshot.app(new AppId("internal-hr")).orElseThrow();
    assertThat(internal.agentId()).isEqualTo(990001);
    assertThat(internal.corp()).isEqualTo(new CorpId("dingeast00000001"));
    assertThat(internal.events()).isNull();
    var site = snapshot.site(new SiteId("east")).orElseThrow();
    assertThat(snapshot.siteByClientId("site-east")).contains(site);
    assertThat(site.returnUrls())
        .containsExactly(URI.create("https://dingtalk.east.example/login/return"));
    assertThat(site.corp(new CorpId("dingeast00000001")).orElseThrow().apps())
        .containsExactly(new AppId("suite-main"), new AppId("internal-hr"));
    assertThat(site.corp(new CorpId("dingnorth0000001"))).isEmpty();
    var operator = snapshot.operator("ops").orElseThrow();
    assertThat(snapshot.operatorByClientId("cloud-ops")).contains(operator);
    assertThat(operator.secretHashes()).hasSize(1);
    assertThat(snapshot.siteByClientId("cloud-ops")).isEmpty();
  }

  @Test
  void documentedWaysThatTheExampleLeavesOutAreValidToo() throws Exception {
    Files.writeString(directory.resolve("site-east.pem"), pem(rsa(2048)));
    var text =
        example()
            .replaceAll("(?m)^(\\s*)# (public-keys:|  - key-id:|    pem-file:|apps: )", "$1$2")
            .replace("# owner-key: ...", "owner-key: dingcorp1  #");

    var reading = read(text);

    assertThat(reading.faults()).isEmpty();
    var site = reading.snapshot().site(new SiteId("east")).orElseThrow();
    assertThat(site.publicKeys()).extracting(JWK::getKeyID).containsExactly("east-1");
    assertThat(reading.snapshot().app(new AppId("suite-main")).orElseThrow().events().ownerKey())
        .isEqualTo("dingcorp1");
    assertThat(reading.files())
        .containsExactly(directory.resolve("registry.yaml"), directory.resolve("site-east.pem"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "kind: suite                          | kind: dog            | apps[0].kind",
        "suite-id: 14999001                   | #                    | apps[0].suite-id",
        "client-id: suitexxxxxxxxxxxxxxxx     | #                    | apps[0].client-id",
        "client-secret: replace-me            | client-secret: ''    | apps[0].client-secret",
        "client-secret: replace-me            | #                    | apps[0].client-secret",
        "client-secret: replace-me | client-secret-file: none | apps[0].client-secret-file",
        "dingtalk-app-id: 62282               | dingtalk-app-id: x   | apps[0].dingtalk-app-id",
        "aes-key: abcdefghijk                 | aes-key: short       | apps[0].events.aes-key",
        "token: replaceMe0001                 | token: [a]           | apps[0].events.token",
        "token: replaceMe0001                 | tokken: a            | apps[0].events.tokken",
        "id: internal-hr                      | id: suite-main       | apps[1].id",
        "client-id: dingxxxxxxxxxxxxxxxx | client-id: suitexxxxxxxxxxxxxxxx | apps[1].client-id",
        "corp: dingeast00000001     | corp: dingnorth0000001 | sites[0].corps[0].apps",
        "agent-id: 990001                     | agent-id: 0          | apps[1].agent-id",
        "agent-id: 990001                     | suite-id: 1          | apps[1].suite-id",
        "id: east                             | id: 'a b'            | sites[0].id",
        "sha256$AAA                           | plain                | sites[0].secret-hashes[0]",
        "https://dingtalk.east.example/login/return | http://east.example/r | sites[0].return-urls[0]",
        "https://dingtalk.east.example/login/return | https://e.example/r#x | sites[0].return-urls[0]",
        "https://dingtalk.east.example/login/return | /login/return | sites[0].return-urls[0]",
        "- https://dingtalk.east.example\\n  | - https://e.example/\\n     | sites[0].origins[0]",
        "- https://dingtalk.east.example\\n  | - https://e.example:443\\n  | sites[0].origins[0]",
        "login-app: suite-main                | login-app: none      | sites[0].login-app",
        "message-app: internal-hr             | message-app: none    | sites[0].corps[0].message-app",
        "corps:                               | corps: []\\nx:       | sites[0].corps",
        "sites:                               | site:                | site",
        "id: ops                              | id: 'a b'            | operators[0].id",
        "id: ops                              | #                    | operators[0].id",
        "client-id: cloud-ops                 | #                    | operators[0].client-id",
        "client-id: cloud-ops                 | client-id: site-east | operators[0].client-id",
        "sha256$BBB                           | plain         | operators[0].secret-hashes[0]",
        "id: ops                              | id: ops\\n    corps: [] | operators[0].corps",
      })
  void faultIsNamedByItsPath(String sound, String broken, String path) throws IOException {
    var text = example();
    var from = sound.replace("\\n", "\n");
    assertThat(text).contains(from);

    var reading = read(text.replaceFirst(Pattern.quote(from), broken.replace("\\n", "\n")));

    assertThat(reading.snapshot()).isNull();
    assertThat(reading.faults()).extracting(RegistryFault::path).contains(path);
  }

  @Test
  void allFaultsAreFoundAtOnceAndNoValueIsRepeated() {
    var reading =
        read(
            """
            apps:
              - id: "a secret with spaces"
                kind: neither
                client-id: k
                client-secret: s3cret-value
                events: 7
            sites:
              - id: one
                client-id: c
                secret-hashes: [s3cret-value]
                corps: []
              - 5
            more: 1
            """);

    assertThat(reading.faults())
        .extracting(RegistryFault::path)
        .contains(
            "apps[0].id",
            "apps[0].kind",
            "apps[0].suite-id",
            "apps[0].events",
            "sites[0].secret-hashes[0]",
            "sites[0].corps",
            "sites[0].login-app",
            "sites[1]",
            "more");
    assertThat(reading.faults().toString()).doesNotContain("s3cret-value", "with spaces");
  }

  @Test
  void fileThatIsNoYamlIsNamedByPlaceOnly() {
    var reading = read("apps:\n  - id: [s3cret\nsites: }");

    assertThat(reading.faults())
        .singleElement()
        .extracting(RegistryFault::path)
        .isEqualTo("the file");
    assertThat(reading.faults().toString()).contains("line 3").doesNotContain("s3cret");
  }

  @Test
  void memberThatStandsTwiceIsRefused() throws IOException {
    var reading = read(example().replace("kind: suite", "kind: suite\n    kind: internal"));

    assertThat(reading.faults())
        .singleElement()
        .extracting(RegistryFault::path)
        .isEqualTo("the file");
  }

  @Test
  void emptyAndMissingFilesAreFaults() {
    assertThat(read("").snapshot()).isNull();
    assertThat(read("[]").faults()).isNotEmpty();
    assertThat(RegistryFile.read(directory.resolve("none.yaml")).faults())
        .extracting(RegistryFault::toString)
        .containsExactly("the file: cannot be read");
  }

  @Test
  void publicKeysAreReadFromPem() throws Exception {
    assertThat(PublicKeys.readJwk("k", pem(rsa(2048))).getKeyType().getValue()).isEqualTo("RSA");
    assertThat(PublicKeys.readJwk("k", pem(ec("secp256r1"))).getKeyType().getValue())
        .isEqualTo("EC");
    for (var refused : List.of(pem(rsa(1024)), pem(ec("secp384r1")), "-----BEGIN X-----", "")) {
      assertThat(read(withKey(refused)).faults())
          .extracting(RegistryFault::path)
          .contains("sites[0].public-keys[0].pem");
    }
  }

  @Test
  void printedFormsHideSecrets() throws IOException {
    var snapshot = read(example()).snapshot();

    assertThat(snapshot.apps().toString() + snapshot.sites())
        .doesNotContain("replace-me", "replaceMe0001", "abcdefghijk", "sha256");
  }

  private String withKey(String pem) throws IOException {
    return example()
        .replace(
            "    return-urls:",
            "    public-keys: [{key-id: k, pem: \""
                + pem.replace("\n", "\\n")
                + "\"}]\n    return-urls:");
  }

  private RegistryFile.Reading read(String text) {
    try {
      return RegistryFile.read(Files.writeString(directory.resolve("registry.yaml"), text));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String example() throws IOException {
    var block = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);
    var matcher = block.matcher(Files.readString(DOCUMENT));
    assertThat(matcher.find()).isTrue();
    return matcher.group(1);
  }

  private static PublicKey rsa(int bits) throws Exception {
    var generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(bits);
    return generator.generateKeyPair().getPublic();
  }

  private static PublicKey ec(String curve) throws Exception {
    var generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec(curve));
    return generator.generateKeyPair().getPublic();
  }

  private static String pem(PublicKey key) {
    return "-----BEGIN PUBLIC KEY-----\n"
        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key.getEncoded())
        + "\n-----END PUBLIC KEY-----\n";
  }
}
