package io.dinggate.bench.empty;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** All that this service does. */
@Path("/constant")
@Produces(MediaType.TEXT_PLAIN)
public class ConstantResource {

  /** Always the same. */
  @GET
  public String constant() {
    return "constant";
  }

  /** Always the same, once the body has been read: as the cloud-service takes its events. */
  @POST
  @Consumes(MediaType.WILDCARD)
  @RunOnVirtualThread
  public String constant(byte[] body) {
    return body.length == 0 ? "empty" : "constant";
  }
}
