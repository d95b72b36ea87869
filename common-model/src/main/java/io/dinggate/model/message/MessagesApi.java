package io.dinggate.model.message;

import io.dinggate.model.MessageId;
import io.dinggate.model.problem.Problem;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/**
 * How a site has messages delivered. The site is whoever the access token says; it may send to the
 * users of its corps only, by its apps only. What becomes of a message later reaches the site by
 * the feed ({@link io.dinggate.model.feed.MessageChanged}). Scopes {@code messages:send} and {@code
 * messages:read}.
 */
@Path("/api/v1/messages")
@Consumes(MediaType.APPLICATION_JSON)
@Produces({MediaType.APPLICATION_JSON, Problem.MEDIA_TYPE})
public interface MessagesApi {

  /**
   * Stores the message; once this has answered, every recipient ends in a state with a reason.
   * Sending the same id again with the same body stores nothing and answers the current state; with
   * another body it is {@code message-conflict}.
   */
  @PUT
  @Path("{id}")
  MessageStatus send(@PathParam("id") MessageId id, @NotNull @Valid SendMessage message);

  /** As {@link #send} for several at once, each standing alone. */
  @POST
  BatchAnswer sendAll(@NotNull @Valid SendBatch batch);

  /** What would become of a message; sends nothing. */
  @POST
  @Path("preview")
  MessagePreview preview(@NotNull @Valid SendMessage message);

  /** What became of one of the site's own messages; {@code not-found} for anybody else's. */
  @GET
  @Path("{id}")
  MessageStatus status(@PathParam("id") MessageId id);

  /**
   * Sends nothing more of the message: whoever has not been sent to is {@code failed} with the
   * reason {@code cancelled}. What has been sent stays. Calling it again changes nothing.
   */
  @POST
  @Path("{id}/cancel")
  MessageStatus cancel(@PathParam("id") MessageId id);

  /**
   * Cancels the message and takes back what was sent, in the background; the feed tells of each
   * recipient. Calling it again changes nothing. {@code recall-too-late} when DingTalk's 24 hours
   * are over for all that was sent.
   */
  @POST
  @Path("{id}/recall")
  MessageStatus recall(@PathParam("id") MessageId id);

  /**
   * Has those sent once more that were given up, whose reason is {@code gave-up}; changes nothing
   * when there are none.
   */
  @POST
  @Path("{id}/requeue")
  MessageStatus requeue(@PathParam("id") MessageId id);
}
