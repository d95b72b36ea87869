package io.dinggate.platform.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dinggate.model.problem.ErrorCode;
import io.dinggate.model.problem.Problem;
import io.dinggate.platform.oauth.OAuthError;
import jakarta.ws.rs.core.MediaType;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What an operation answers when it says no: one response per status, which names the codes that
 * come with it. Titles and remedies are those of {@link ErrorCode}.
 *
 * <p>A fragment lists the codes of an operation as {@code x-problems}; a word that is no code names
 * a list in {@code x-problem-groups}. Codes that follow from what an operation is are added.
 */
final class ProblemAnswers {

  private static final String CODES = "x-problems";
  private static final String GROUPS = "x-problem-groups";
  private static final String EXAMPLES = "#/components/examples/";

  /** A service that ends answers {@code overloaded} to everybody. */
  private static final Set<ErrorCode> ANY =
      EnumSet.of(ErrorCode.NOT_ACCEPTABLE, ErrorCode.INTERNAL, ErrorCode.OVERLOADED);

  private static final Set<ErrorCode> GUARDED =
      EnumSet.of(ErrorCode.UNAUTHENTICATED, ErrorCode.FORBIDDEN);
  private static final Set<ErrorCode> BODY =
      EnumSet.of(ErrorCode.VALIDATION, ErrorCode.BODY_TOO_LARGE, ErrorCode.UNSUPPORTED_MEDIA_TYPE);

  private final JsonNode groups;
  private final JsonNode guarded;

  /** Takes the lists of the whole service out of {@code document}. */
  ProblemAnswers(ObjectNode document) {
    this.groups = document.path(GROUPS).deepCopy();
    this.guarded = document.path(CODES).deepCopy();
    document.remove(List.of(GROUPS, CODES));
  }

  /** Describes the refusals of one operation; nothing where it answers no problems. */
  void describe(ObjectNode operation, boolean isGuarded) {
    var own = operation.remove(CODES);
    if (own == null && !isGuarded) {
      return;
    }
    var codes = EnumSet.copyOf(ANY);
    codes.addAll(codes(own));
    if (isGuarded) {
      codes.addAll(GUARDED);
      codes.addAll(codes(guarded));
    }
    if (operation.at("/requestBody/content").has(MediaType.APPLICATION_JSON)) {
      codes.addAll(BODY);
    } else if (operation.has("parameters")) {
      codes.add(ErrorCode.VALIDATION);
    }
    var responses = operation.withObjectProperty("responses");
    codes.stream()
        .collect(Collectors.groupingBy(ErrorCode::status, TreeMap::new, Collectors.toList()))
        .forEach(
            (status, some) ->
                answer(responses.withObjectProperty(status.toString()), status, some));
  }

  /** Adds what the answers refer to. */
  static void addComponents(ObjectNode components) {
    var examples = components.withObjectProperty("examples");
    var schemas = components.withObjectProperty("schemas");
    var known = codes();
    for (var code : known) {
      var example = examples.putObject(code.wire()).put("summary", code.title());
      var problem =
          example
              .putObject("value")
              .put("type", code.type().toString())
              .put("title", code.title())
              .put("status", code.status())
              .put("code", code.wire())
              .put("remedy", code.remedy())
              .put("requestId", "0198a1f2-7c3e-7a10-9c51-2f6d1c0e4b7a");
      if (code == ErrorCode.VALIDATION) {
        problem
            .putArray("violations")
            .addObject()
            .put("path", "content.title")
            .put("message", "size must be between 0 and 64");
      }
    }
    var wire = schemas.withObjectProperty("ErrorCode").put("type", "string").putArray("enum");
    known.forEach(code -> wire.add(code.wire()));
    var errors =
        schemas.withObjectProperty("OAuthErrorCode").put("type", "string").putArray("enum");
    Stream.of(OAuthError.values()).forEach(error -> errors.add(error.wire()));
  }

  private static List<ErrorCode> codes() {
    return Stream.of(ErrorCode.values()).filter(code -> code != ErrorCode.UNKNOWN).toList();
  }

  private Set<ErrorCode> codes(@Nullable JsonNode names) {
    var codes = EnumSet.noneOf(ErrorCode.class);
    if (names instanceof ArrayNode) {
      for (var name : names) {
        if (groups.has(name.asText())) {
          codes.addAll(codes(groups.get(name.asText())));
        } else {
          codes.add(known(name.asText()));
        }
      }
    }
    return codes;
  }

  private static ErrorCode known(String name) {
    var code = ErrorCode.parse(name);
    if (code == ErrorCode.UNKNOWN) {
      throw new IllegalStateException("there is no error code " + name);
    }
    return code;
  }

  private static void answer(ObjectNode response, int status, List<ErrorCode> codes) {
    response.put(
        "description",
        codes.stream()
            .map(code -> "`" + code.wire() + "`: " + code.title() + ". " + code.remedy())
            .collect(Collectors.joining("\n\n")));
    if (status == 429 || status == 503) {
      response
          .putObject("headers")
          .putObject("Retry-After")
          .put("description", "Seconds to wait; absent when nothing is known.")
          .putObject("schema")
          .put("type", "integer")
          .put("minimum", 0);
    }
    var problem = response.withObjectProperty("content").putObject(Problem.MEDIA_TYPE);
    problem.putObject("schema").put("$ref", ApiDocument.SCHEMAS + "Problem");
    var examples = problem.putObject("examples");
    codes.forEach(code -> examples.putObject(code.wire()).put("$ref", EXAMPLES + code.wire()));
  }
}
