package io.dinggate.e2e.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code deploy/new-site} refuses, before it needs the packaged service. */
class NewSiteTest {

  @TempDir Path temporary;
  NewSite newSite;

  @BeforeEach
  void copy() throws IOException {
    newSite = new NewSite(temporary.resolve("checkout"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "West",
        "west-",
        "we_st",
        "we.st",
        "1west",
        "../west",
        "west;id",
        "a23456789012345678901234567890123456789012345678901234"
      })
  void aNameThatIsNoDnsLabelIsRefused(String name) throws IOException {
    refuses(newSite.named(name), "name");
  }

  @ParameterizedTest
  @CsvSource({
    "public-url, http://dinggate.west.example.com",
    "public-url, https://dinggate.west.example.com/",
    "public-url, https://dinggate.west.example.com/console",
    "public-url, https://user@dinggate.west.example.com",
    "public-url, https://dinggate.west.example.com?a=b",
    "public-url, https://Dinggate.West.example.com",
    "public-url, https://203.0.113.7",
    "public-url, https://dinggate_west.example.com",
    "public-url, dinggate.west.example.com",
    "cloud-url, http://dinggate.example.com",
    "cloud-url, https://dinggate.example.com/api",
    "cloud-cidr, 203.0.113.10",
    "cloud-cidr, 203.0.113.256/32",
    "cloud-cidr, 203.0.113.10/33",
    "cloud-cidr, 0.0.0.0/0",
    "cloud-cidr, 128.0.0.0/1",
    "cloud-cidr, set-the-clouds-cidr",
    "database-cidr, ::/0",
    "database-url, postgresql://db.example.com/dinggate",
    "database-url, jdbc:postgresql://db.example.com/dinggate?password=x",
    "database-url, jdbc:postgresql://me:secret@db.example.com/dinggate",
    "corp, suite-main",
    "corp, 'ding x'",
    "login-app, 'a b'",
    "message-app, 'a\"b'",
    "image, dinggate/local-service",
    "image, dinggate/local-service:latest",
    "trusted-proxies, 10.0.0.1",
  })
  void aMalformedValueIsRefused(String option, String value) throws IOException {
    refuses(newSite.with(option, value), "--" + option);
  }

  @Test
  void aSecondLineHidesNothing() throws IOException {
    var ended = newSite.with("public-url", "https://a.example.com\nDINGGATE_X=1").run();
    assertThat(ended.output()).startsWith("--public-url must be");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "public-url",
        "cloud-url",
        "cloud-cidr",
        "database-url",
        "database-cidr",
        "corp",
        "login-app",
        "message-app"
      })
  void aMissingValueIsNamed(String option) throws IOException {
    refuses(newSite.with(option, null), "--" + option + " is missing");
  }

  @Test
  void anExistingSiteIsNotOverwritten() throws IOException {
    refuses(newSite.named("example-east"), "The site example-east exists already");
  }

  @ParameterizedTest
  @CsvSource({
    "public-url, https://dinggate.east.example.com, in use by the site example-east",
    "public-url, https://dinggate.north.example.com:8443, in use by the site example-north",
    "public-url, https://dinggate.example.com, must not have the same host",
    "database-url, jdbc:postgresql://postgresql.east.example.com:5432/dinggate, in use by the site example-east",
    "database-url, jdbc:postgresql://postgresql.east.example.com/dinggate, in use by the site example-east",
    "database-url, jdbc:postgresql://postgresql.east.example.com:5432/dinggate?sslmode=require, in use by the site example-east",
  })
  void whatTellsAnotherSiteApartIsRefused(String option, String value, String why)
      throws IOException {
    refuses(newSite.with(option, value), why);
  }

  @Test
  void anotherDatabaseOfTheSameServerIsFine() throws IOException {
    var url = "jdbc:postgresql://postgresql.east.example.com:5432/dinggate_west";
    refuses(newSite.with("database-url", url).with("jar", "none.jar"), "none.jar");
  }

  @Test
  void theNamespaceOfACloudIsRefused() throws IOException {
    refuses(
        newSite.named("cloud"),
        "The namespace dinggate-cloud is in use by the cloud-service example");
  }

  @Test
  void theNamespaceOfASiteWithAnotherNameIsRefused() throws IOException {
    var east = newSite.sites().resolve("example-east/kustomization.yaml");
    Checkout.write(
        east,
        Checkout.read(east)
            .replace("namespace: dinggate-example-east", "namespace: \"dinggate-west\""));
    refuses(newSite, "The namespace dinggate-west is in use by the site example-east");
  }

  @Test
  void theHostOfACloudIsRefusedAlsoWhenItIsNotTheSitesOwn() throws IOException {
    refuses(
        newSite
            .with("public-url", "https://dinggate.example.com")
            .with("cloud-url", "https://dinggate.example.org"),
        "in use by the cloud-service example");
  }

  @Test
  void anIdThatAnotherSiteIsRegisteredWithIsRefused() throws IOException {
    var entry = newSite.sites().resolve("example-east/registry-entry.yaml");
    Checkout.write(
        entry, Checkout.read(entry).replace("client-id: example-east", "client-id: west"));
    refuses(newSite, "The id west is in use by the site example-east");
  }

  @Test
  void secretsDoNotGoIntoTheRepositoryOrOverOthers() throws IOException {
    refuses(
        newSite.with("out", newSite.sites().resolve("secrets").toString()),
        "outside of the repository");
    refuses(newSite.with("out", temporary.toString()), "must not exist yet");
    refuses(newSite.with("out", temporary.resolve("no/such").toString()), "directory that exists");
  }

  @Test
  void aPackagedServiceThatIsMissingIsNamed() throws IOException {
    refuses(newSite.with("jar", temporary.resolve("none.jar").toString()), "none.jar");
  }

  @Test
  void anUnknownOptionIsNamed() throws IOException {
    refuses(newSite.with("colour", "red"), "--colour is no option");
  }

  private void refuses(NewSite site, String why) throws IOException {
    var before = files();
    var ended = site.run();
    assertThat(ended.output()).contains(why).hasLineCount(1);
    assertThat(ended.exit()).isEqualTo(1);
    assertThat(files()).isEqualTo(before);
  }

  private List<Path> files() {
    return Checkout.below(temporary);
  }
}
