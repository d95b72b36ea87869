package io.dinggate.e2e.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.Namespace;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SitesTest {

  private static final String EAST_URL = "https://dinggate.east.example.com";
  private static final String EAST_DATABASE =
      "jdbc:postgresql://postgresql.east.example.com/dinggate";

  static List<Path> sites() {
    return Overlays.sites();
  }

  @ParameterizedTest
  @MethodSource("sites")
  void aSitesRegistryEntrySaysWhatItsOverlaySays(Path directory) {
    assertThat(Site.read(directory).contradictions()).isEmpty();
  }

  @Test
  void noTwoSitesShareWhatTellsThemApart() {
    assertThat(Site.clashes(Overlays.sites().stream().map(Site::read).toList(), Overlays.clouds()))
        .isEmpty();
  }

  @ParameterizedTest
  @MethodSource
  void aSharedIdentityIsNamed(BiConsumer<Site, Site> copy, String named) {
    var east = Site.read(Overlays.EAST);
    var north = Site.read(Overlays.NORTH);
    copy.accept(east, north);
    assertThat(Site.clashes(List.of(east, north), List.of()))
        .singleElement()
        .asString()
        .startsWith("example-east and example-north share the " + named);
  }

  static Stream<Arguments> aSharedIdentityIsNamed() {
    return Stream.of(
        shared("site id", (east, north) -> member(east, north, "id")),
        shared("client id", (east, north) -> member(east, north, "client-id")),
        shared("return URL", (east, north) -> member(east, north, "return-urls")),
        shared(
            "secret with the hash sha256$", (east, north) -> member(east, north, "secret-hashes")),
        shared("host", (east, north) -> setting(east, north, "DINGGATE_PUBLIC_URL")),
        shared("host", (_, north) -> set(north, "DINGGATE_PUBLIC_URL", EAST_URL + ":8443")),
        shared("database", (east, north) -> setting(east, north, "DINGGATE_DATABASE_URL")),
        shared("database", (_, north) -> set(north, "DINGGATE_DATABASE_URL", EAST_DATABASE)),
        shared(
            "database",
            (_, north) -> set(north, "DINGGATE_DATABASE_URL", EAST_DATABASE + "?sslmode=require")),
        shared(
            "namespace",
            (east, north) -> namespace(north).setMetadata(namespace(east).getMetadata())));
  }

  @Test
  void aSiteInThePlaceOfACloudIsNamed() {
    var north = Site.read(Overlays.NORTH);
    set(north, "DINGGATE_PUBLIC_URL", "https://dinggate.example.com");
    namespace(north).getMetadata().setName("dinggate-cloud");
    assertThat(Site.clashes(List.of(north), Overlays.clouds()))
        .containsExactly(
            "cloud example and example-north share the namespace dinggate-cloud",
            "cloud example and example-north share the host dinggate.example.com");
  }

  @ParameterizedTest
  @ValueSource(strings = {"id", "client-id", "return-urls", "origins", "secret-hashes"})
  void anEntryThatSaysSomethingElseIsNamed(String member) {
    var site = Site.read(Overlays.EAST);
    var entry = (ObjectNode) site.entry();
    if (entry.get(member) instanceof ArrayNode list) {
      list.removeAll().add("https://other.example.com");
    } else {
      entry.put(member, "other");
    }
    assertThat(site.contradictions()).singleElement().asString().contains(member);
  }

  private static Arguments shared(String named, BiConsumer<Site, Site> copy) {
    return Arguments.argumentSet(named, copy, named);
  }

  private static void member(Site from, Site to, String name) {
    ((ObjectNode) to.entry()).set(name, from.entry().get(name));
  }

  private static void setting(Site from, Site to, String key) {
    set(to, key, from.settings().get(key));
  }

  private static void set(Site site, String key, String value) {
    site.settings().put(key, value);
  }

  private static Namespace namespace(Site site) {
    return site.overlay().all(Namespace.class).getFirst();
  }
}
