package io.dinggate.cloud.testing;

import io.dinggate.cloud.site.Endpoints;
import io.dinggate.platform.openapi.UndocumentedProblems;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.lang.reflect.Method;
import java.util.HashSet;
import java.util.Map;

/** Watches over all tests of the service. */
@Provider
public final class NoUndocumentedProblems extends UndocumentedProblems
    implements ContainerResponseFilter { // said once more: Quarkus has no index of that jar

  private final Map<String, Method> methods = Endpoints.methods();

  NoUndocumentedProblems(ResourceInfo resource) throws IOException {
    super(resource);
  }

  @Override
  protected String endpoint(Method method) {
    var declaring = new HashSet<String>();
    declaring.add(method.getDeclaringClass().getName());
    for (var contract : method.getDeclaringClass().getInterfaces()) {
      declaring.add(contract.getName());
    }
    return methods.entrySet().stream()
        .filter(endpoint -> endpoint.getValue().getName().equals(method.getName()))
        .filter(endpoint -> declaring.contains(endpoint.getValue().getDeclaringClass().getName()))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse("");
  }
}
