package io.dinggate.local.platform;

import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.ext.Provider;

/** Guards the methods marked {@link FromOwnPages}. */
@Provider
@FromOwnPages
@Priority(Priorities.AUTHENTICATION)
public final class OwnPagesFilter implements ContainerRequestFilter {

  private final OriginRule rule;

  OwnPagesFilter(OriginRule rule) {
    this.rule = rule;
  }

  @Override
  public void filter(ContainerRequestContext request) {
    rule.check(request);
  }
}
