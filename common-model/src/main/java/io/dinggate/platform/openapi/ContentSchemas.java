package io.dinggate.platform.openapi;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.RecordComponent;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The schemas of a type that stands for several, told apart by a member of theirs: a scan sees
 * neither the kinds nor that member. Limits are read off the constraints.
 */
final class ContentSchemas {

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
    for (var component : type.getRecordComponents()) {
      limit(properties.putObject(component.getName()), component);
      if (isThere(component, NotNull.class) || isThere(component, NotBlank.class)) {
        required.add(component.getName());
      }
    }
    return schema;
  }

  private static void limit(ObjectNode schema, RecordComponent component) {
    var size = constraint(component.getAccessor().getAnnotations(), Size.class);
    if (component.getType() == Map.class) {
      schema.put("type", "object");
      if (size != null) {
        schema.put("maxProperties", size.max());
      }
      var types =
          ((AnnotatedParameterizedType) component.getAccessor().getAnnotatedReturnType())
              .getAnnotatedActualTypeArguments();
      text(schema.putObject("propertyNames"), types[0].getAnnotations());
      text(schema.putObject("additionalProperties"), types[1].getAnnotations());
    } else {
      text(schema, component.getAccessor().getAnnotations());
    }
  }

  private static void text(ObjectNode schema, Annotation[] constraints) {
    schema.put("type", "string");
    var size = constraint(constraints, Size.class);
    if (size != null) {
      schema.put("maxLength", size.max());
    }
    var pattern = constraint(constraints, Pattern.class);
    if (pattern != null) {
      schema.put("pattern", pattern.regexp());
    } else if (constraint(constraints, NotBlank.class) != null) {
      schema.put("pattern", "\\S");
    }
  }

  private static boolean isThere(RecordComponent component, Class<? extends Annotation> type) {
    return component.getAccessor().isAnnotationPresent(type);
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
