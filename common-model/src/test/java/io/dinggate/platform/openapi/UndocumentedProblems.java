package io.dinggate.platform.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.dinggate.model.problem.Problem;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Makes every test of a service one of its document: a problem that the document does not tell of
 * its operation is answered with a status that no test expects, and with words that say so.
 */
public abstract class UndocumentedProblems implements ContainerResponseFilter {

  private static final int NO_STATUS = 599;
  private static final AtomicInteger LOOKED_UP = new AtomicInteger();

  private final ResourceInfo resource;
  private final Map<String, JsonNode> operations;

  protected UndocumentedProblems(ResourceInfo resource) throws IOException {
    this.resource = resource;
    this.operations =
        DocumentRules.operations(new YAMLMapper().readTree(OpenApiSnapshot.FILE.toFile()));
  }

  /** How many problems were looked up in the document so far: shows that somebody watches. */
  public static int lookedUp() {
    return LOOKED_UP.get();
  }

  /** The method and path that {@code method} answers at; empty for one that is not ours. */
  protected abstract String endpoint(Method method);

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    var method = resource == null ? null : resource.getResourceMethod();
    if (method == null || !(response.getEntity() instanceof Problem problem)) {
      return;
    }
    var endpoint = endpoint(method);
    var operation = operations.get(endpoint);
    if (operation != null) {
      LOOKED_UP.incrementAndGet();
    }
    if (operation != null && !DocumentRules.codes(operation).contains(problem.code().wire())) {
      response.setStatus(NO_STATUS);
      response.setEntity(
          endpoint + " answers " + problem.code().wire() + ", which its description does not tell",
          null,
          MediaType.TEXT_PLAIN_TYPE);
    }
  }
}
