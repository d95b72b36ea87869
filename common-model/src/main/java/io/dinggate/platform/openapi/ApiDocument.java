package io.dinggate.platform.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dinggate.model.message.MessageContent;
import io.dinggate.model.problem.Problem;
import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Makes a scanned document complete and true: texts, examples and error codes come from fragments
 * in YAML, one per feature; who may call comes from what guards the resources; limits, members and
 * codes come from the types. Fails the build where a fragment speaks of what does not exist.
 */
final class ApiDocument {

  static final String SCHEMAS = "#/components/schemas/";

  private static final String SHARED = "shared.yaml";
  private static final Set<String> METHODS =
      Set.of("get", "put", "post", "delete", "patch", "head", "options");

  private final ObjectNode document;
  private final Guard guard;
  private final IdentityHashMap<ObjectNode, Method> methods = new IdentityHashMap<>();

  private ApiDocument(ObjectNode scanned, Guard guard) {
    this.document = scanned;
    this.guard = guard;
  }

  /**
   * Completes {@code scanned} in place.
   *
   * @param owner whose class path has the fragments, beside the ones that both services share
   * @param fragments their absolute names
   */
  static void complete(ObjectNode scanned, Class<?> owner, List<String> fragments, Guard guard) {
    new ApiDocument(scanned, guard).complete(owner, fragments);
  }

  private void complete(Class<?> owner, List<String> fragments) {
    operations(document).forEach(this::begin);
    var schemas = document.withObjectProperty("components").withObjectProperty("schemas");
    ContentSchemas.addTo(schemas, MessageContent.class);
    schemas.remove("MultivaluedMapStringString");
    ProblemAnswers.addComponents(document.withObjectProperty("components"));
    layOver(Fragments.read(ApiDocument.class, SHARED));
    fragments.forEach(name -> layOver(Fragments.read(owner, name)));
    var members = new RecordMembers();
    methods.values().forEach(members::collect);
    members.complete(schemas);
    var problems = new ProblemAnswers(document);
    operations(document).forEach(operation -> finish(operation, problems));
    correct(document);
    rename();
    prune();
  }

  /** Forgets what the scan guesses wrongly, and keeps which method it is about. */
  private void begin(ObjectNode operation) {
    methods.put(operation, method(operation.path("operationId").asText()));
    if (operation.get("responses") instanceof ObjectNode responses) {
      responses.remove(List.of("400", "401", "403"));
      responses.forEach(
          response -> {
            if (response.get("content") instanceof ObjectNode content) {
              content.remove(Problem.MEDIA_TYPE);
            }
          });
    }
    if (operation.get("parameters") instanceof ArrayNode parameters) {
      parameters.removeIf(parameter -> parameter.path("in").asText().equals("cookie"));
      if (parameters.isEmpty()) {
        operation.remove("parameters");
      }
    }
  }

  /** A fragment that tells the answers of an operation tells all good ones. */
  private void layOver(ObjectNode fragment) {
    for (var path : fragment.path("paths").properties()) {
      for (var patch : path.getValue().properties()) {
        var operation = document.path("paths").path(path.getKey()).path(patch.getKey());
        if (!operation.isObject()) {
          throw new IllegalStateException("nothing answers " + patch.getKey() + path.getKey());
        }
        var responses = (ObjectNode) operation.path("responses");
        var told = patch.getValue().path("responses");
        if (!told.isEmpty()) {
          responses.retain(told.properties().stream().map(Map.Entry::getKey).toList());
        }
      }
    }
    Fragments.lay(fragment, document);
  }

  private void finish(ObjectNode operation, ProblemAnswers problems) {
    var alternatives = guard.of(Objects.requireNonNull(methods.get(operation)));
    if (!alternatives.isEmpty() || !operation.has("security")) {
      var security = operation.putArray("security");
      alternatives.forEach(
          alternative -> {
            var requirement = security.addObject();
            alternative.forEach(
                (scheme, scopes) -> scopes.forEach(requirement.putArray(scheme)::add));
          });
    }
    problems.describe(operation, !alternatives.isEmpty());
  }

  /** Patterns hold for the whole text; what only a newer version says is no value of this one. */
  private static void correct(JsonNode node) {
    if (node instanceof ObjectNode schema) {
      var pattern = schema.path("pattern").asText();
      if (pattern.startsWith("(?")) {
        schema.remove("pattern");
      } else if (!pattern.isEmpty() && !pattern.equals("\\S") && !pattern.startsWith("^")) {
        schema.put("pattern", "^(?:" + pattern + ")$");
      }
      if (schema.get("enum") instanceof ArrayNode values) {
        values.removeIf(value -> value.asText().equals("unrecognized"));
      }
    }
    node.forEach(ApiDocument::correct);
  }

  /** Names of nested records say too little outside of their class. */
  private void rename() {
    var names = new HashMap<String, String>();
    document
        .withObjectProperty("x-schema-names")
        .properties()
        .forEach(name -> names.put(name.getKey(), name.getValue().asText()));
    document.remove("x-schema-names");
    var schemas = (ObjectNode) document.path("components").path("schemas");
    names.forEach(
        (old, better) -> schemas.set(better, Objects.requireNonNull(schemas.remove(old), old)));
    references(
        document,
        reference -> {
          var name = reference.path("$ref").asText().replace(SCHEMAS, "");
          reference.put("$ref", SCHEMAS + names.getOrDefault(name, name));
        });
  }

  /** Leaves out what nothing in the document refers to. */
  private void prune() {
    var used = new HashSet<String>();
    boolean changed;
    do {
      used.clear();
      document.findValuesAsText("$ref").forEach(used::add);
      changed = false;
      for (var kind : List.of("schemas", "examples")) {
        var prefix = "#/components/" + kind + "/";
        changed |=
            ((ObjectNode) document.path("components").path(kind))
                .properties()
                .removeIf(component -> !used.contains(prefix + component.getKey()));
      }
    } while (changed);
  }

  private static void references(JsonNode node, Consumer<ObjectNode> change) {
    if (node instanceof ObjectNode object && object.path("$ref").asText().startsWith(SCHEMAS)) {
      change.accept(object);
    }
    node.forEach(inner -> references(inner, change));
  }

  private static Stream<ObjectNode> operations(JsonNode document) {
    return document.path("paths").properties().stream()
        .flatMap(path -> path.getValue().properties().stream())
        .filter(operation -> METHODS.contains(operation.getKey()))
        .map(operation -> (ObjectNode) operation.getValue());
  }

  /** The method whose class and name the scan has put together. */
  private static Method method(String operationId) {
    var end = operationId.lastIndexOf('_');
    try {
      var resource =
          Class.forName(
              operationId.substring(0, end), false, Thread.currentThread().getContextClassLoader());
      var name = operationId.substring(end + 1);
      return Stream.of(resource.getDeclaredMethods())
          .filter(method -> method.getName().equals(name) && !method.isSynthetic())
          .findFirst()
          .orElseThrow(() -> new IllegalStateException("there is no method " + operationId));
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException("there is no resource for " + operationId, e);
    }
  }
}
