package io.dinggate.local.cloud;

import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.client.ClientRequestFilter;

/** Last, with the access token at hand: from here on the request may reach the cloud. */
@Priority(Priorities.USER + 1000)
public final class SendingFilter implements ClientRequestFilter {

  @Override
  public void filter(ClientRequestContext request) {
    if (request.getProperty(OutboundFilter.ATTEMPT) instanceof CloudAttempt attempt) {
      attempt.markSent();
    }
  }
}
