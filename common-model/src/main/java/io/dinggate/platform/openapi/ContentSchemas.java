package io.dinggate.platform.openapi;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dinggate.model.message.LinkUrl;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The schemas of a type that stands for several, told apart by a member of theirs: a scan sees
 * neither the kinds nor that member. Limits are read off the constraints.
 */
final class ContentSchemas {

  private static final JsonMapper JSON = new JsonMapper();

  private ContentSchemas() {}

  /** Puts the schema of {@code base}, and one for each of its kinds, into {@code schemas}. */
  static void addTo(ObjectNode schemas, Class<?> base) {
    var member =
        Objects.requireNonNull(base.getAnnotation(JsonTypeInfo.class), "no @JsonTypeInfo")
            .property();
    var kinds = Objects.requireNonNull(base.getAnnotation(JsonSubTypes.class), "no @JsonSubTypes");
    var whole = schemas.putObject(base.getSimpleName());
    var oneOf = whole.putArray("oneOf");
    var discriminator = whole.putObject("discriminator").put("propertyName", member);
    var mapping = discriminator.putObject("mapping");
    for (var kind : kinds.value()) {
      var name = kind.value().getSimpleName();
      oneOf.addObject().put("$ref", ApiDocument.SCHEMAS + name);
      mapping.put(kind.name(), ApiDocument.SCHEMAS + name);
      schemas.set(name, kind(kind.value(), member, kind.name()));
    }
  }

  private static ObjectNode kind(Class<?> type, String member, String name) {
    var schema = JsonNodeFactory.instance.objectNode().put("type", "object");
    var required = schema.putArray("required").add(member);
    var properties = schema.putObject("properties");
    properties
        .putObject(member)
        .put("type", "string")
        .put("description", "Tells the kinds of content apart.")
        .putArray("enum")
        .add(name);
    members(properties, required, type);
    return schema;
  }

  private static ObjectNode nested(ObjectNode schema, Class<?> type) {
    schema.put("type", "object").put("additionalProperties", false);
    var required = JsonNodeFactory.instance.arrayNode();
    members(schema.putObject("properties"), required, type);
    return required.isEmpty() ? schema : schema.set("required", required);
  }

  private static void members(ObjectNode properties, ArrayNode required, Class<?> type) {
    for (var component : type.getRecordComponents()) {
      var accessor = component.getAccessor();
      member(
          properties.putObject(component.getName()),
          accessor.getAnnotatedReturnType(),
          accessor.getAnnotations());
      if (component.getType().isPrimitive()
          || Stream.of(NotNull.class, NotBlank.class, NotEmpty.class)
              .anyMatch(accessor::isAnnotationPresent)) {
        required.add(component.getName());
      }
    }
  }

  private static void member(ObjectNode schema, AnnotatedType type, Annotation[] constraints) {
    var size = constraint(constraints, Size.class);
    var raw = raw(type.getType());
    if (raw == Map.class) {
      schema.put("type", "object");
      if (size != null) {
        schema.put("maxProperties", size.max());
      }
      var types = ((AnnotatedParameterizedType) type).getAnnotatedActualTypeArguments();
      text(schema.putObject("propertyNames"), types[0].getAnnotations());
      text(schema.putObject("additionalProperties"), types[1].getAnnotations());
    } else if (raw == List.class) {
      schema.put("type", "array");
      if (constraint(constraints, NotEmpty.class) != null) {
        schema.put("minItems", 1);
      }
      if (size != null) {
        schema.put("maxItems", size.max());
      }
      var item = ((AnnotatedParameterizedType) type).getAnnotatedActualTypeArguments()[0];
      member(schema.putObject("items"), item, item.getAnnotations());
    } else if (raw == int.class || raw == Integer.class) {
      number(schema, constraints);
    } else if (raw.isEnum()) {
      var words = schema.put("type", "string").putArray("enum");
      Stream.of(raw.getEnumConstants())
          .map(JSON::valueToTree)
          .forEach(word -> words.add((JsonNode) word));
    } else if (raw.isRecord()) {
      nested(schema, raw);
    } else {
      text(schema, constraints);
    }
  }

  private static Class<?> raw(Type type) {
    return type instanceof ParameterizedType generic
        ? (Class<?>) generic.getRawType()
        : (Class<?>) type;
  }

  private static void number(ObjectNode schema, Annotation[] constraints) {
    schema.put("type", "integer");
    var min = constraint(constraints, Min.class);
    if (min != null) {
      schema.put("minimum", min.value());
    }
    var max = constraint(constraints, Max.class);
    if (max != null) {
      schema.put("maximum", max.value());
    }
  }

  private static void text(ObjectNode schema, Annotation[] constraints) {
    schema.put("type", "string");
    var size = constraint(constraints, Size.class);
    if (size != null && size.max() < Integer.MAX_VALUE) {
      schema.put("maxLength", size.max());
    }
    var link = constraint(constraints, LinkUrl.class);
    if (link != null) {
      schema.put("maxLength", link.max());
    }
    var pattern = constraint(constraints, Pattern.class);
    if (pattern != null) {
      schema.put("pattern", pattern.regexp());
    } else if (constraint(constraints, NotBlank.class) != null) {
      schema.put("pattern", "\\S");
    }
  }

  /** The constraint itself, or as a part of one that is made of others. */
  private static <A extends Annotation> @Nullable A constraint(
      Annotation[] annotations, Class<A> type) {
    for (var annotation : annotations) {
      if (type.isInstance(annotation)) {
        return type.cast(annotation);
      }
      var composed = annotation.annotationType().getAnnotation(type);
      if (composed != null) {
        return composed;
      }
    }
    return null;
  }
}
