package io.dinggate.platform.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import io.dinggate.model.problem.ErrorCode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.assertj.core.api.SoftAssertions;

/** What a reader of a document must find in it, whatever the service. */
public final class DocumentRules {

  private final JsonNode document;
  private final SoftAssertions softly = new SoftAssertions();

  private DocumentRules(JsonNode document) {
    this.document = document;
  }

  /** Fails where something is left out, and names each place. */
  public static void assertComplete(JsonNode document) {
    var rules = new DocumentRules(document);
    rules.everyOperationIsDescribed();
    rules.everySchemaIsDescribed();
    rules.everyReferenceLeadsSomewhere();
    rules.codesAreThoseThereAre();
    rules.softly.assertAll();
  }

  /** By method and path, as {@code GET /api/v1/messages/{id}}. */
  public static Map<String, JsonNode> operations(JsonNode document) {
    var operations = new TreeMap<String, JsonNode>();
    for (var path : document.path("paths").properties()) {
      for (var operation : path.getValue().properties()) {
        operations.put(
            operation.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey(),
            operation.getValue());
      }
    }
    return operations;
  }

  /** The error codes that an operation may answer as problems. */
  public static Set<String> codes(JsonNode operation) {
    return StreamSupport.stream(operation.path("responses").spliterator(), false)
        .flatMap(
            response ->
                response
                    .path("content")
                    .path("application/problem+json")
                    .path("examples")
                    .properties()
                    .stream())
        .map(Map.Entry::getKey)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private void everyOperationIsDescribed() {
    var tags = new HashSet<String>();
    document.path("tags").forEach(tag -> tags.add(tag.path("name").asText()));
    document.path("tags").forEach(tag -> isTold(tag, "description", "tag " + tag.path("name")));
    var ids = new ArrayList<String>();
    operations(document)
        .forEach(
            (name, operation) -> {
              ids.add(operation.path("operationId").asText());
              isTold(operation, "summary", name);
              isTold(operation, "description", name);
              softly
                  .assertThat(operation.path("tags"))
                  .as(name)
                  .hasSize(1)
                  .allSatisfy(tag -> softly.assertThat(tags).contains(tag.asText()));
              softly.assertThat(operation.has("security")).as(name + " says who may").isTrue();
              parameters(name, operation);
              bodies(name, operation);
            });
    softly.assertThat(ids).doesNotHaveDuplicates().allMatch(id -> id.matches("[a-z][A-Za-z]+"));
  }

  private void parameters(String name, JsonNode operation) {
    for (var parameter : operation.path("parameters")) {
      var where = name + " " + parameter.path("name").asText();
      isTold(parameter, "description", where);
      softly.assertThat(parameter.path("schema").isEmpty()).as(where + " has a type").isFalse();
    }
  }

  private void bodies(String name, JsonNode operation) {
    var request = operation.path("requestBody").path("content");
    request.forEach(body -> hasExample(body, name + " request"));
    var good = 0;
    for (var response : operation.path("responses").properties()) {
      var where = name + " " + response.getKey();
      isTold(response.getValue(), "description", where);
      for (var body : response.getValue().path("content").properties()) {
        if (!body.getKey().equals("text/html")) {
          hasExample(body.getValue(), where);
        }
      }
      good += response.getKey().matches("[23]..") ? 1 : 0;
      if (response.getKey().startsWith("3")) {
        softly.assertThat(response.getValue().path("headers").has("Location")).as(where).isTrue();
      }
    }
    // two where a repeated request is told apart from the first one
    softly.assertThat(good).as(name + " good answers").isBetween(1, 2);
    // what a request token is asked for instead of an access token refuses in words of its own
    if (name.contains(" /api/") && !codes(operation).contains("request-token-invalid")) {
      softly.assertThat(codes(operation)).as(name).contains("unauthenticated", "forbidden");
    }
    if (request.has("application/json")) {
      softly.assertThat(codes(operation)).as(name).contains("validation", "body-too-large");
    }
  }

  private void everySchemaIsDescribed() {
    for (var schema : document.path("components").path("schemas").properties()) {
      isTold(schema.getValue(), "description", schema.getKey());
      for (var member : schema.getValue().path("properties").properties()) {
        isTold(member.getValue(), "description", schema.getKey() + "." + member.getKey());
      }
    }
    softly.assertThat(document.findValues("enum").toString()).doesNotContain("unrecognized");
  }

  private void everyReferenceLeadsSomewhere() {
    for (var reference : document.findValuesAsText("$ref")) {
      softly.assertThat(document.at(reference.substring(1)).isObject()).as(reference).isTrue();
    }
  }

  private void codesAreThoseThereAre() {
    var told = new TreeSet<String>();
    document.at("/components/schemas/ErrorCode/enum").forEach(code -> told.add(code.asText()));
    softly
        .assertThat(told)
        .isEqualTo(
            Stream.of(ErrorCode.values())
                .filter(code -> code != ErrorCode.UNKNOWN)
                .map(ErrorCode::wire)
                .collect(Collectors.toCollection(TreeSet::new)));
  }

  private void isTold(JsonNode node, String member, String where) {
    softly.assertThat(node.path(member).asText()).as("%s: %s", where, member).isNotBlank();
  }

  private void hasExample(JsonNode body, String where) {
    softly.assertThat(body.path("schema").isEmpty()).as(where + " has a schema").isFalse();
    softly.assertThat(body.path("examples")).as(where + " has an example").isNotEmpty();
  }
}
