package io.dinggate.local.platform;

import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;
import java.util.Set;

/**
 * Applies the {@link OriginRule} to every unsafe request that comes with a session cookie and no
 * access token, on every path there is.
 */
@Provider
@Priority(Priorities.AUTHENTICATION)
public final class SessionRequestFilter implements ContainerRequestFilter {

  private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");

  private final OriginRule rule;

  SessionRequestFilter(OriginRule rule) {
    this.rule = rule;
  }

  @Override
  public void filter(ContainerRequestContext request) {
    if (!SAFE.contains(request.getMethod())
        && request.getCookies().containsKey(SessionSource.COOKIE)
        && request.getHeaderString(HttpHeaders.AUTHORIZATION) == null) {
      rule.check(request);
    }
  }
}
