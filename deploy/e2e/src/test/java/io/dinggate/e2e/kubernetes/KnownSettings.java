package io.dinggate.e2e.kubernetes;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import javax.tools.ToolProvider;

/**
 * The settings that a service knows, read from its {@code @ConfigMapping} interfaces; a service
 * refuses to start with any other {@code DINGGATE_} variable.
 */
final class KnownSettings {

  private static final Map<String, Set<String>> OF = new ConcurrentHashMap<>();

  private final Set<String> variables = new TreeSet<>();

  private KnownSettings() {}

  /** The environment variables that {@code cloud-service} or {@code local-service} knows. */
  static Set<String> of(String service) {
    return OF.computeIfAbsent(
        service,
        name -> {
          var known = new KnownSettings();
          mappings(Checkout.root().resolve(name).resolve("src/main/java"))
              .forEach(mapping -> known.add(prefix(mapping).orElseThrow(), mapping));
          return Set.copyOf(known.variables);
        });
  }

  private void add(String prefix, ClassTree mapping) {
    var groups =
        members(mapping, ClassTree.class)
            .collect(Collectors.toMap(group -> group.getSimpleName().toString(), group -> group));
    members(mapping, MethodTree.class)
        .filter(method -> method.getReturnType() != null)
        .forEach(
            method -> {
              var key = prefix + "." + kebab(method.getName().toString());
              var group = groups.get(method.getReturnType().toString());
              if (group == null) {
                variables.add(variable(key));
              } else {
                add(key, group);
              }
            });
  }

  private static List<ClassTree> mappings(Path sources) {
    var compiler = ToolProvider.getSystemJavaCompiler();
    try (var files = compiler.getStandardFileManager(null, null, null)) {
      var candidates =
          Checkout.below(sources).stream()
              .filter(file -> file.toString().endsWith(".java"))
              .filter(file -> Checkout.read(file).contains("@ConfigMapping"))
              .toList();
      var units = files.getJavaFileObjectsFromPaths(candidates);
      var task = (JavacTask) compiler.getTask(null, files, null, null, null, units);
      return StreamSupport.stream(task.parse().spliterator(), false)
          .flatMap(unit -> unit.getTypeDecls().stream())
          .filter(ClassTree.class::isInstance)
          .map(ClassTree.class::cast)
          .filter(type -> prefix(type).isPresent())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<String> prefix(ClassTree type) {
    return type.getModifiers().getAnnotations().stream()
        .filter(annotation -> isConfigMapping(annotation))
        .flatMap(annotation -> annotation.getArguments().stream())
        .map(argument -> ((AssignmentTree) argument).getExpression())
        .map(value -> ((LiteralTree) value).getValue().toString())
        .findFirst();
  }

  private static boolean isConfigMapping(AnnotationTree annotation) {
    return annotation.getAnnotationType() instanceof IdentifierTree type
        && type.getName().contentEquals("ConfigMapping");
  }

  private static <T extends Tree> Stream<T> members(ClassTree type, Class<T> kind) {
    return type.getMembers().stream().filter(kind::isInstance).map(kind::cast);
  }

  private static String kebab(String name) {
    return name.replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
  }

  private static String variable(String key) {
    return key.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
  }
}
