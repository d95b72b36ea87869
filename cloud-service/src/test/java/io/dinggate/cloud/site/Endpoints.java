package io.dinggate.cloud.site;

import io.quarkus.arc.Arc;
import io.quarkus.arc.ClientProxy;
import jakarta.enterprise.inject.Any;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;

/** What the running service answers at, read off its resources. */
public final class Endpoints {

  private Endpoints() {}

  /** Every method and path of our own resources, as {@code GET /api/v1/messages/{id}}. */
  public static Set<String> all() {
    return methods().keySet();
  }

  /** The methods that answer, by the same names. */
  public static Map<String, Method> methods() {
    var endpoints =
        Arc.container().beanManager().getBeans(Object.class, Any.Literal.INSTANCE).stream()
            .map(bean -> bean.getBeanClass())
            .filter(type -> type.getName().startsWith("io.dinggate."))
            .filter(type -> !ClientProxy.class.isAssignableFrom(type))
            .flatMap(Endpoints::of)
            .collect(
                Collectors.toMap(
                    Map.Entry::getKey, Map.Entry::getValue, (first, _) -> first, TreeMap::new));
    Assertions.assertFalse(endpoints.isEmpty(), "no resource was found");
    return endpoints;
  }

  private static Stream<Map.Entry<String, Method>> of(Class<?> resource) {
    return Stream.concat(Stream.of(resource), Stream.of(resource.getInterfaces()))
        .filter(type -> type.isAnnotationPresent(Path.class))
        .flatMap(
            type ->
                Stream.of(type.getDeclaredMethods())
                    .flatMap(
                        method ->
                            httpMethod(method).stream()
                                .map(http -> Map.entry(http + " " + path(type, method), method))));
  }

  private static Optional<String> httpMethod(Method method) {
    return Stream.of(method.getAnnotations())
        .map(annotation -> annotation.annotationType().getAnnotation(HttpMethod.class))
        .filter(http -> http != null)
        .map(HttpMethod::value)
        .findFirst();
  }

  private static String path(Class<?> type, Method method) {
    var own = method.getAnnotation(Path.class);
    var path = type.getAnnotation(Path.class).value() + (own == null ? "" : "/" + own.value());
    return ("/" + path).replaceAll("/+", "/");
  }
}
