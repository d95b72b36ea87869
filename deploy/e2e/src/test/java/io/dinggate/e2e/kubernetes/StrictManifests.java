package io.dinggate.e2e.kubernetes;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads manifests against the Kubernetes model and refuses what the model does not know: a field
 * that the API server would drop is a mistake, however small. Required fields and enum values are
 * not checked.
 */
final class StrictManifests {

  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
  private static final KubernetesSerialization MODEL = new KubernetesSerialization();

  private StrictManifests() {}

  /**
   * The resources of a rendered overlay.
   *
   * @throws AssertionError naming every field and kind that the model does not know
   */
  static List<HasMetadata> parse(String yaml) {
    var resources = new ArrayList<HasMetadata>();
    var unknown = new ArrayList<String>();
    for (var document : documents(yaml)) {
      var name = document.path("kind").asText() + "/" + document.at("/metadata/name").asText();
      var resource = read(name, document);
      if (resource instanceof GenericKubernetesResource) {
        unknown.add(name + " is of a kind that the model does not know");
      }
      UnknownFields.of(resource).forEach(path -> unknown.add(name + path));
      resources.add(resource);
    }
    if (!unknown.isEmpty()) {
      throw new AssertionError("unknown to the Kubernetes model: " + unknown);
    }
    return resources;
  }

  private static HasMetadata read(String name, ObjectNode document) {
    try {
      return MODEL.unmarshal(document.toString());
    } catch (RuntimeException e) {
      throw new AssertionError(name + " does not fit the Kubernetes model: " + e.getMessage(), e);
    }
  }

  private static List<ObjectNode> documents(String yaml) {
    try (var documents = YAML.readerFor(ObjectNode.class).<ObjectNode>readValues(yaml)) {
      return documents.readAll();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
