package io.dinggate.model.message;

import io.dinggate.model.MessageId;
import io.dinggate.model.problem.Problem;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/**
 * How a site has messages delivered. The site is whoever the access token says; it may send to the
 * users of its corps only, by its apps only. Scopes {@code messages:send} and {@code
 * messages:read}.
 */
@Path("/api/v1/messages")
@Consumes(MediaType.APPLICATION_JSON)
@Produces({MediaType.APPLICATION_JSON, Problem.MEDIA_TYPE})
public interface MessagesApi {

  /**
   * Stores the message, makes its DingTalk calls and answers what became of them. Sending the same
   * id again with the same body makes no further call and answers the current state; with another
   * body it is {@code message-conflict}.
   */
  @PUT
  @Path("{id}")
  MessageStatus send(@PathParam("id") MessageId id, @NotNull @Valid SendMessage message);

  /** What became of one of the site's own messages; {@code not-found} for anybody else's. */
  @GET
  @Path("{id}")
  MessageStatus status(@PathParam("id") MessageId id);
}
