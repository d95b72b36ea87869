package io.dinggate.local.testing;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.properties.HasAnnotations;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

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
