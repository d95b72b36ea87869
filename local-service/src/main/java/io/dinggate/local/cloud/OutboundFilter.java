package io.dinggate.local.cloud;

import io.dinggate.platform.web.RequestIds;
import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.client.ClientRequestFilter;

/** First on the calling thread: passes the request id on, and takes the attempt along. */
@Priority(Priorities.AUTHENTICATION - 100)
public final class OutboundFilter implements ClientRequestFilter {

  static final String ATTEMPT = CloudAttempt.class.getName();

  @Override
  public void filter(ClientRequestContext request) {
    var id = RequestIds.current();
    if (id != null) {
      request.getHeaders().putSingle(RequestIds.HEADER, id);
    }
    var attempt = CloudAttempt.current();
    if (attempt != null) {
      request.setProperty(ATTEMPT, attempt);
    }
  }
}
