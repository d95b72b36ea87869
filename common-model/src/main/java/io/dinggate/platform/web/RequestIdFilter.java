package io.dinggate.platform.web;

import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.ext.Provider;

/** Gives every request its id and every answer the header that names it. */
@Provider
@PreMatching
@Priority(Priorities.AUTHENTICATION - 900)
public final class RequestIdFilter implements ContainerRequestFilter, ContainerResponseFilter {

  private static final String PROPERTY = RequestIdFilter.class.getName();

  @Override
  public void filter(ContainerRequestContext request) {
    request.setProperty(PROPERTY, RequestIds.begin(request.getHeaderString(RequestIds.HEADER)));
  }

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    var id = request.getProperty(PROPERTY);
    if (id != null) {
      response.getHeaders().putSingle(RequestIds.HEADER, id);
    }
    RequestIds.end();
  }
}
