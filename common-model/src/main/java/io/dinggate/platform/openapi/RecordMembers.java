package io.dinggate.platform.openapi;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which members of a body are always there: those of its record that are not nullable. A scan sees
 * constraints only, and answers have none.
 */
final class RecordMembers {

  private final Map<String, Class<?>> records = new LinkedHashMap<>();

  /** Remembers the records that {@code method} takes and answers. */
  void collect(Method method) {
    Stream.of(method.getGenericParameterTypes()).forEach(this::collect);
    collect(method.getGenericReturnType());
  }

  /** Completes {@code required} in the schemas of the records. */
  void complete(ObjectNode schemas) {
    records.forEach(
        (name, type) -> {
          if (schemas.get(name) instanceof ObjectNode schema && schema.has("properties")) {
            require(schema, type);
          }
        });
  }

  private void collect(Type type) {
    if (type instanceof ParameterizedType generic) {
      Stream.of(generic.getActualTypeArguments()).forEach(this::collect);
    } else if (type instanceof Class<?> found
        && found.isRecord()
        && records.put(found.getSimpleName(), found) == null) {
      Stream.of(found.getRecordComponents())
          .forEach(component -> collect(component.getGenericType()));
    }
  }

  private static void require(ObjectNode schema, Class<?> type) {
    var required = new TreeSet<String>();
    for (var component : type.getRecordComponents()) {
      var name = name(component);
      if (component.getAccessor().isAnnotationPresent(JsonUnwrapped.class)) {
        require(schema, component.getType());
      } else if (schema.path("properties").has(name) && isAlwaysThere(component, type)) {
        required.add(name);
      }
    }
    schema.path("required").forEach(name -> required.add(name.asText()));
    if (!required.isEmpty()) {
      required.forEach(schema.putArray("required")::add);
    }
  }

  private static String name(RecordComponent component) {
    var named = component.getAccessor().getAnnotation(JsonProperty.class);
    return named == null ? component.getName() : named.value();
  }

  private static boolean isAlwaysThere(RecordComponent component, Class<?> type) {
    var include = type.getAnnotation(JsonInclude.class);
    var emptyIsLeftOut = include != null && include.value() == JsonInclude.Include.NON_EMPTY;
    return !component.getAnnotatedType().isAnnotationPresent(Nullable.class)
        && !(emptyIsLeftOut
            && (component.getType() == String.class
                || Collection.class.isAssignableFrom(component.getType())));
  }
}
