package io.dinggate.local.testing;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.properties.HasAnnotations;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.dinggate.model.CorpId;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Every endpoint of the service, read from the annotations of its resources. */
public final class Endpoints {

  private Endpoints() {}

  /** As {@code METHOD /path/{parameter}}. */
  public static Set<String> all() {
    return methods().keySet();
  }

  /** The methods that answer, by the same names. */
  public static Map<String, Method> methods() {
    var endpoints = new TreeMap<String, Method>();
    new ClassFileImporter()
        .importPath("target/classes").stream()
            .filter(type -> type.isAnnotatedWith(Path.class) && !type.isInterface())
            .forEach(type -> addTo(endpoints, type));
    return endpoints;
  }

  private static void addTo(Map<String, Method> endpoints, JavaClass resource) {
    resource.getMethods().stream()
        .filter(method -> method.isMetaAnnotatedWith(HttpMethod.class))
        .forEach(
            method ->
                endpoints.put(
                    verb(method) + " " + joined(path(resource), path(method)), method.reflect()));
  }

  /** Those in whose path, query or body a caller can name a corp. */
  public static Set<String> takingACorp() {
    var endpoints = new TreeSet<String>();
    methods()
        .forEach(
            (endpoint, method) -> {
              if (Arrays.stream(method.getParameters()).anyMatch(Endpoints::takesACorp)) {
                endpoints.add(endpoint);
              }
            });
    return endpoints;
  }

  private static boolean takesACorp(Parameter parameter) {
    return namesACorp(parameter) || holdsACorp(parameter.getParameterizedType());
  }

  /** A corp that arrives as plain text. */
  private static boolean namesACorp(Parameter parameter) {
    var query = parameter.getAnnotation(QueryParam.class);
    return query != null && query.value().equals("corp");
  }

  private static boolean holdsACorp(Type type) {
    return switch (type) {
      case ParameterizedType generic ->
          Arrays.stream(generic.getActualTypeArguments()).anyMatch(Endpoints::holdsACorp);
      case Class<?> plain when plain == CorpId.class -> true;
      case Class<?> plain when plain.isSealed() ->
          Arrays.stream(plain.getPermittedSubclasses()).anyMatch(Endpoints::holdsACorp);
      case Class<?> plain when plain.isRecord() ->
          Arrays.stream(plain.getRecordComponents())
              .anyMatch(component -> holdsACorp(component.getGenericType()));
      default -> false;
    };
  }

  private static String joined(String first, String second) {
    var path = (first + second).replaceAll("/+", "/");
    return path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }

  private static String verb(JavaMethod method) {
    return method.getAnnotations().stream()
        .filter(annotation -> annotation.getRawType().isAnnotatedWith(HttpMethod.class))
        .map(annotation -> annotation.getRawType().getSimpleName())
        .findFirst()
        .orElseThrow();
  }

  private static String path(HasAnnotations<?> element) {
    return element
        .tryGetAnnotationOfType(Path.class)
        .map(path -> path.value().startsWith("/") ? path.value() : "/" + path.value())
        .orElse("");
  }
}
