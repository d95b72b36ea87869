package io.dinggate.bench.empty;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** All that this service does. */
@Path("/constant")
public class ConstantResource {

  /** Always the same. */
  @GET
  @Produces(MediaType.TEXT_PLAIN)
  public String constant() {
    return "constant";
  }
}
