package io.dinggate.local.platform;

import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.ext.Provider;
import java.util.Objects;

/** Guards the methods marked {@link OpenTo}. */
@Provider
@OpenTo
@Priority(Priorities.AUTHORIZATION)
public final class OpenToFilter implements ContainerRequestFilter {

  private final ResourceInfo resource;
  private final CurrentCaller caller;

  OpenToFilter(ResourceInfo resource, CurrentCaller caller) {
    this.resource = resource;
    this.caller = caller;
  }

  @Override
  public void filter(ContainerRequestContext request) {
    caller.admit(Objects.requireNonNull(resource.getResourceMethod().getAnnotation(OpenTo.class)));
  }
}
