package io.dinggate.e2e;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.function.Consumer;

/** The registry of a running cloud, which may be read at any moment. */
final class RegistryEdits {

  private static final YAMLMapper YAML = YAMLMapper.builder().build();

  private final Path file;

  RegistryEdits(Stack stack) {
    this.file = stack.registry();
  }

  String text() {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The sites as they stand; a change of the answer changes nothing. */
  ArrayNode sites() {
    return sitesOf(registry());
  }

  /** One of {@link #sites()}. */
  ObjectNode site(String id) {
    return siteOf(sites(), id);
  }

  static ObjectNode siteOf(ArrayNode sites, String id) {
    for (var site : sites) {
      if (site.path("id").asText().equals(id)) {
        return (ObjectNode) site;
      }
    }
    throw new IllegalArgumentException("no site " + id + " is registered");
  }

  /** Writes it with its sites changed. */
  void changeSites(Consumer<ArrayNode> change) {
    try {
      var registry = registry();
      change.accept(sitesOf(registry));
      write(YAML.writeValueAsString(registry));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whole or not at all. */
  void write(String text) {
    try {
      var next = file.resolveSibling("registry.next");
      Files.writeString(next, text);
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private ObjectNode registry() {
    try {
      return (ObjectNode) YAML.readTree(text());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ArrayNode sitesOf(ObjectNode registry) {
    return (ArrayNode) registry.path("sites");
  }
}
