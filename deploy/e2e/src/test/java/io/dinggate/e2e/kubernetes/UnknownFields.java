package io.dinggate.e2e.kubernetes;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import io.fabric8.kubernetes.api.model.KubernetesResource;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Finds what a manifest says beyond the model: fabric8 keeps unknown fields in {@code
 * additionalProperties} instead of failing, at every level.
 */
final class UnknownFields {

  private final List<String> paths = new ArrayList<>();

  private UnknownFields() {}

  /** The paths of all unknown fields below {@code resource}, each beginning with a dot. */
  static List<String> of(Object resource) {
    var fields = new UnknownFields();
    fields.walk("", resource);
    return fields.paths;
  }

  private void walk(String path, Object value) {
    switch (value) {
      case List<?> list -> {
        for (int i = 0; i < list.size(); i++) {
          walk(path + "[" + i + "]", list.get(i));
        }
      }
      case Map<?, ?> map -> map.forEach((key, element) -> walk(path + "." + key, element));
      case KubernetesResource bean -> properties(bean).forEach(getter -> step(path, bean, getter));
      case null, default -> {}
    }
  }

  private void step(String path, Object bean, Method getter) {
    var value = call(bean, getter);
    if (getter.isAnnotationPresent(JsonAnyGetter.class)) {
      ((Map<?, ?>) value).keySet().forEach(field -> paths.add(path + "." + field));
    } else {
      walk(path + "." + fieldName(getter), value);
    }
  }

  private static List<Method> properties(Object bean) {
    return Arrays.stream(bean.getClass().getMethods())
        .filter(method -> method.getParameterCount() == 0)
        .filter(
            method ->
                method.getReturnType() == List.class
                    || method.getReturnType() == Map.class
                    || KubernetesResource.class.isAssignableFrom(method.getReturnType()))
        .filter(method -> method.getName().startsWith("get"))
        .toList();
  }

  private static String fieldName(Method getter) {
    var name = getter.getName().substring("get".length());
    return Character.toLowerCase(name.charAt(0)) + name.substring(1);
  }

  private static Object call(Object bean, Method getter) {
    try {
      return getter.invoke(bean);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException(getter + " cannot be read", e);
    }
  }
}
