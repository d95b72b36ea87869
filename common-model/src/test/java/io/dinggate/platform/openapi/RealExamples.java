package io.dinggate.platform.openapi;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.validation.Validator;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;

/**
 * Holds the examples of a document against the types of the methods that it is about: what is shown
 * is read by them, without a member too many, and passes their constraints; answers are written
 * again as they stand.
 */
public final class RealExamples {

  private final ObjectMapper json;
  private final Validator validator;
  private final SoftAssertions softly = new SoftAssertions();

  private RealExamples(ObjectMapper json, Validator validator) {
    this.json = json;
    this.validator = validator;
  }

  /** Checks all of them; {@code methods} is by method and path. */
  public static void check(
      JsonNode document, Map<String, Method> methods, ObjectMapper json, Validator validator) {
    var examples = new RealExamples(json, validator);
    DocumentRules.operations(document)
        .forEach(
            (name, operation) -> {
              var method = Objects.requireNonNull(methods.get(name), name);
              body(method)
                  .ifPresent(
                      type -> examples.check(name, operation.path("requestBody"), type, false));
              answer(method)
                  .ifPresent(
                      type -> examples.check(name, operation.at("/responses/200"), type, true));
            });
    examples.softly.assertAll();
  }

  private void check(String name, JsonNode body, Type type, boolean isAnswer) {
    for (var example : body.at("/content/application~1json/examples").properties()) {
      var where = name + " " + example.getKey();
      var shown = example.getValue().path("value");
      try {
        Object read = json.readValue(shown.toString(), json.constructType(type));
        softly.assertThat(validator.validate(read)).as(where).isEmpty();
        if (isAnswer) {
          softly
              .assertThat(json.readTree(json.writeValueAsString(read)))
              .as(where)
              .isEqualTo(json.readTree(shown.toString()));
        }
      } catch (JsonProcessingException e) {
        softly.fail(where + " is not what the service takes or answers: " + e.getMessage());
      }
    }
  }

  private static Optional<Type> body(Method method) {
    return Stream.of(method.getParameters())
        .filter(
            parameter ->
                Stream.of(parameter.getAnnotations())
                    .noneMatch(
                        annotation ->
                            annotation.annotationType().getName().startsWith("jakarta.ws.rs.")))
        .map(Parameter::getParameterizedType)
        .filter(type -> isRecord(type))
        .findFirst();
  }

  private static Optional<Type> answer(Method method) {
    var type = method.getGenericReturnType();
    return Stream.of(
            type instanceof ParameterizedType wrapped ? wrapped.getActualTypeArguments()[0] : type)
        .filter(RealExamples::isRecord)
        .findFirst();
  }

  private static boolean isRecord(Type type) {
    return type instanceof Class<?> found && found.isRecord();
  }
}
