package io.dinggate.local.console;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/** Whoever opens the bare address means the console. */
@Path("/")
class FrontDoorResource {

  /** Answers a relative address (RFC 9110 section 10.2.2), so that the Host header has no say. */
  @GET
  public RestResponse<Void> console() {
    return ResponseBuilder.<Void>create(RestResponse.Status.SEE_OTHER)
        .header(HttpHeaders.LOCATION, "/console/")
        .build();
  }
}
