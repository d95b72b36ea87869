package io.dinggate.e2e.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.fabric8.kubernetes.api.model.Namespace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/**
 * What tells a site from every other one, as its overlay and its registry entry have it.
 *
 * @param overlay as rendered
 * @param settings of its local-service
 * @param entry what the operator of the cloud-service is given
 */
record Site(Rendered overlay, Map<String, String> settings, JsonNode entry) {

  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  static Site read(Path directory) {
    var overlay = Overlays.rendered(directory);
    var entries = yaml(directory.resolve("registry-entry.yaml"));
    return new Site(overlay, overlay.settings(overlay.workloads().getFirst()), entries.path(0));
  }

  /** What is wrong between the overlay and the registry entry. */
  List<String> contradictions() {
    var findings = new Findings();
    var url = settings.getOrDefault("DINGGATE_PUBLIC_URL", "");
    same("id", entry.path("id").asText(), overlay.name(), findings);
    same("label", label(), overlay.name(), findings);
    same(
        "client-id",
        entry.path("client-id").asText(),
        settings.getOrDefault("DINGGATE_CLOUD_CLIENT_ID", ""),
        findings);
    same("return-urls", texts("return-urls"), List.of(url + "/login/return"), findings);
    same("origins", texts("origins"), List.of(url), findings);
    findings.require(
        !texts("secret-hashes").isEmpty()
            && texts("secret-hashes").stream()
                .allMatch(hash -> hash.matches("sha256\\$[A-Za-z0-9_-]{43}")),
        "%s: secret-hashes must be hashes",
        overlay.name());
    return findings.sentences();
  }

  private void same(String what, Object here, Object there, Findings findings) {
    findings.require(here.equals(there), "%s: %s %s is not %s", overlay.name(), what, here, there);
  }

  /**
   * What two sites, or a site and a cloud, have in common although it tells them apart. Clouds may
   * be copies of each other: one that is set up takes the place of the example.
   */
  static List<String> clashes(List<Site> sites, List<Rendered> clouds) {
    var findings = new Findings();
    var owners = new HashMap<String, String>();
    for (var cloud : clouds) {
      var settings = cloud.settings(cloud.workloads().getFirst());
      places(cloud, settings).forEach(place -> owners.put(place, "cloud " + cloud.name()));
    }
    for (var site : sites) {
      for (var identity : site.identities()) {
        var owner = owners.putIfAbsent(identity, site.overlay.name());
        findings.require(
            owner == null, "%s and %s share the %s", owner, site.overlay.name(), identity);
      }
    }
    return findings.sentences();
  }

  private List<String> identities() {
    var identities = places(overlay, settings);
    identities.add("site id " + entry.path("id").asText());
    identities.add("client id " + entry.path("client-id").asText());
    identities.add("database " + database(settings.getOrDefault("DINGGATE_DATABASE_URL", "")));
    texts("secret-hashes").forEach(hash -> identities.add("secret with the hash " + hash));
    texts("return-urls").forEach(url -> identities.add("return URL " + url));
    return identities;
  }

  /** Where it runs and is reached; cookies do not tell ports apart. */
  private static List<String> places(Rendered overlay, Map<String, String> settings) {
    var places = new ArrayList<String>();
    overlay
        .all(Namespace.class)
        .forEach(namespace -> places.add("namespace " + namespace.getMetadata().getName()));
    places.add("host " + URI.create(settings.getOrDefault("DINGGATE_PUBLIC_URL", "")).getHost());
    return places;
  }

  /** The database that a JDBC URL leads to, however it is written. */
  private static String database(String jdbcUrl) {
    var url = URI.create(jdbcUrl.replaceFirst("^jdbc:", ""));
    var port = url.getPort() < 0 ? 5432 : url.getPort();
    return url.getHost() + ":" + port + url.getPath();
  }

  private String label() {
    return overlay
        .all(Namespace.class)
        .getFirst()
        .getMetadata()
        .getLabels()
        .get("dinggate.io/site");
  }

  private List<String> texts(String name) {
    return StreamSupport.stream(entry.path(name).spliterator(), false)
        .map(JsonNode::asText)
        .toList();
  }

  private static JsonNode yaml(Path file) {
    try {
      return YAML.readTree(Checkout.read(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
