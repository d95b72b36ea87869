package io.dinggate.e2e.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code deploy/new-site} makes with the packaged local-service. */
class NewSiteIT {

  @TempDir Path temporary;

  @Test
  void aNewSiteRendersWithinThePolicyAndSharesNothingWithTheOthers() throws IOException {
    var newSite = made();
    var site = Site.read(newSite.sites().resolve("west"));
    assertThat(Rule.violations(site.overlay())).isEmpty();
    assertThat(site.contradictions()).isEmpty();
    var all = Stream.concat(Overlays.sites().stream().map(Site::read), Stream.of(site)).toList();
    assertThat(Site.clashes(all, Overlays.clouds())).isEmpty();
  }

  @Test
  void theOverlaySaysWhatWasAskedFor() throws IOException {
    var newSite = made();
    var site = Site.read(newSite.sites().resolve("west"));
    assertThat(site.settings())
        .containsEntry("DINGGATE_PUBLIC_URL", "https://dinggate.west.example.com")
        .containsEntry("DINGGATE_DATABASE_USERNAME", "dinggate_west")
        .containsEntry("DINGGATE_HTTP_TRUSTED_PROXIES", "10.244.0.0/16");
    assertThat(site.entry().at("/corps/0/corp").asText()).isEqualTo("dingexamplewest0001");
    assertThat(site.entry().at("/corps/0/apps"))
        .extracting(app -> app.asText())
        .containsExactly("suite-main", "west-hr");
    var yaml = Overlays.yaml(newSite.sites().resolve("west"));
    assertThat(yaml).contains("cidr: 203.0.113.10/32", "cidr: 10.3.0.5/32", "port: 5433");
  }

  @Test
  void theSecretsAreTheOwnersOnlyAndNotInTheOverlay() throws IOException {
    var newSite = made();
    var secret = Checkout.read(newSite.out().resolve("client-secret"));
    var password = Checkout.read(newSite.out().resolve("database-password"));
    assertThat(List.of(secret, password)).allSatisfy(text -> assertThat(text).hasSize(43));
    assertThat(secret).isNotEqualTo(password);
    assertThat(mode(newSite.out())).isEqualTo("rwx------");
    assertThat(Checkout.below(newSite.out()))
        .filteredOn(file -> !file.endsWith("NEXT-STEPS.md"))
        .hasSize(5)
        .allSatisfy(file -> assertThat(mode(file)).isEqualTo("rw-------"));
    assertThat(Checkout.below(newSite.sites()))
        .allSatisfy(file -> assertThat(Checkout.read(file)).doesNotContain(secret, password))
        .allSatisfy(file -> assertThat(SecretValues.in(Checkout.read(file))).isEmpty());
  }

  @Test
  void thePageOfNextStepsNamesEverySecretThatThePodsNeed() throws IOException {
    var newSite = made();
    var page = Checkout.read(newSite.out().resolve("NEXT-STEPS.md"));
    var overlay = Overlays.rendered(newSite.sites().resolve("west"));
    assertThat(overlay.workloads().getFirst().pod().getVolumes())
        .filteredOn(volume -> volume.getSecret() != null)
        .extracting(volume -> "create secret generic " + volume.getSecret().getSecretName())
        .hasSize(3)
        .allSatisfy(command -> assertThat(page).contains(command));
    assertThat(page)
        .contains("psql -v ON_ERROR_STOP=1 <<", "create role dinggate_west login")
        .doesNotContain(Checkout.read(newSite.out().resolve("client-secret")));
  }

  @Test
  void aSiteThatCouldNotBeMadeLeavesNothing() throws IOException {
    var broken = Files.writeString(temporary.resolve("broken.jar"), "not a jar");
    var newSite = new NewSite(temporary.resolve("checkout")).with("jar", broken.toString());
    assertThat(newSite.run().exit()).isEqualTo(1);
    assertThat(newSite.out()).doesNotExist();
    assertThat(Checkout.children(newSite.sites())).isEqualTo(sameNames(newSite));
  }

  private NewSite made() throws IOException {
    var newSite = new NewSite(temporary.resolve("checkout"));
    var ended = newSite.run();
    assertThat(ended.exit()).as(ended.output()).isZero();
    assertThat(ended.output()).startsWith("# Next steps for the site west");
    return newSite;
  }

  private static List<Path> sameNames(NewSite newSite) {
    return Overlays.sites().stream()
        .map(site -> newSite.sites().resolve(site.getFileName()))
        .toList();
  }

  private static String mode(Path file) {
    try {
      return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
