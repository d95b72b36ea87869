package io.dinggate.cloud.message;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.Response.Status;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;
import org.jboss.resteasy.reactive.server.SimpleResourceInfo;

/**
 * Answers a message that was taken in with 202: it is stored, and not sent yet. The contract is
 * plain Jakarta, which has no annotation for that, and one on the resource is not looked for.
 */
final class AcceptedStatus {

  @ServerResponseFilter
  void accepted(
      SimpleResourceInfo resource,
      ContainerRequestContext request,
      ContainerResponseContext response) {
    if (resource.getResourceClass() == MessagesResource.class
        && request.getMethod().equals(HttpMethod.PUT)
        && response.getStatus() == Status.OK.getStatusCode()) {
      response.setStatusInfo(Status.ACCEPTED);
    }
  }
}
