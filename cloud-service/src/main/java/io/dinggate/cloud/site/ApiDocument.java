package io.dinggate.cloud.site;

import io.dinggate.platform.openapi.DocumentFilter;
import io.quarkus.smallrye.openapi.OpenApiFilter;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.OASFilter;
import org.jboss.jandex.IndexView;
import org.jspecify.annotations.Nullable;

/** The API's description; who may call what is read off the annotations that guard it. */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public final class ApiDocument extends DocumentFilter
    implements OASFilter { // said once more, as Quarkus does not look at superclasses

  private static final String SITES = "siteToken";
  private static final String OPERATORS = "operatorToken";

  /**
   * Made while the service is built.
   *
   * @param index knows which resource implements which interface of the contract
   */
  public ApiDocument(IndexView index) {
    super(
        method -> callers(implementation(method, index)),
        List.of(
            "/openapi/service.yaml",
            "/openapi/login.yaml",
            "/openapi/directory.yaml",
            "/openapi/message.yaml",
            "/openapi/media.yaml",
            "/openapi/feed.yaml",
            "/openapi/request.yaml",
            "/openapi/operator.yaml"));
  }

  private static List<Map<String, List<String>>> callers(Method method) {
    var roles = annotation(method, RolesAllowed.class);
    if (roles != null) {
      var scopes = List.of(roles.value());
      return List.of(Map.of(scopes.contains(Scopes.OPERATOR) ? OPERATORS : SITES, scopes));
    }
    if (annotation(method, PermitAll.class) == null) {
      throw new IllegalStateException("nothing guards " + method);
    }
    return List.of();
  }

  private static <A extends Annotation> @Nullable A annotation(Method method, Class<A> type) {
    var own = method.getAnnotation(type);
    return own == null ? method.getDeclaringClass().getAnnotation(type) : own;
  }

  /** The contract says what there is; the resource behind it, who may. */
  private static Method implementation(Method method, IndexView index) {
    var contract = method.getDeclaringClass();
    if (!contract.isInterface()) {
      return method;
    }
    var resource = index.getAllKnownImplementations(contract).iterator().next().name().toString();
    try {
      // by this class's loader and by names: while packaging, the contract's knows the contract
      // only
      return Stream.of(
              Class.forName(resource, false, ApiDocument.class.getClassLoader())
                  .getDeclaredMethods())
          .filter(own -> !own.isBridge() && own.getName().equals(method.getName()))
          .filter(own -> parameters(own).equals(parameters(method)))
          .findFirst()
          .orElseThrow(() -> new IllegalStateException("nothing implements " + method));
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException("nothing implements " + method, e);
    }
  }

  private static List<String> parameters(Method method) {
    return Stream.of(method.getParameterTypes()).map(Class::getName).toList();
  }
}
