package io.dinggate.local.message;

import io.dinggate.local.platform.CurrentCaller;
import io.dinggate.local.platform.OpenTo;
import io.dinggate.local.platform.OpenTo.People;
import io.dinggate.local.platform.Scopes;
import io.dinggate.model.InvalidValueException;
import io.dinggate.model.MessageId;
import io.dinggate.model.PageLimit;
import io.dinggate.model.message.DeliveryState;
import io.dinggate.model.problem.ApiException;
import io.dinggate.model.problem.ErrorCode;
import io.dinggate.model.problem.Problem;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.jspecify.annotations.Nullable;

/**
 * Messages of the caller: of the API client whose token it is, or of the signed-in person. Nobody
 * finds another caller's messages here.
 */
@Path("/api/v1/messages")
@Consumes(MediaType.APPLICATION_JSON)
@Produces({MediaType.APPLICATION_JSON, Problem.MEDIA_TYPE})
@RunOnVirtualThread
class MessagesResource {

  private static final int DEFAULT_LIMIT = 20;

  private final CurrentCaller caller;
  private final MessageSender sender;
  private final MessageStates states;
  private final MessageLists lists;

  MessagesResource(
      CurrentCaller caller, MessageSender sender, MessageStates states, MessageLists lists) {
    this.caller = caller;
    this.sender = sender;
    this.states = states;
    this.lists = lists;
  }

  /**
   * Sends a message and answers what became of it. The same id with the same body never sends
   * twice; with another body it is {@code message-conflict}.
   */
  @PUT
  @Path("{id}")
  @OpenTo(people = People.EVERYBODY, scope = Scopes.MESSAGES_SEND)
  public MessageView send(@PathParam("id") MessageId id, @NotNull @Valid PutMessage message) {
    return MessageView.of(sender.send(caller.require(), id, message));
  }

  /** One message of the caller; the cloud is asked what became of one that is not settled. */
  @GET
  @Path("{id}")
  @OpenTo(people = People.EVERYBODY, scope = Scopes.MESSAGES_READ)
  public MessageView status(@PathParam("id") MessageId id) {
    var key = MessageKey.of(caller.require(), id);
    return states
        .find(key)
        .map(MessageView::of)
        .orElseThrow(() -> new ApiException(ErrorCode.NOT_FOUND));
  }

  /**
   * The caller's messages, newest first.
   *
   * @param limit how many at most: 1 to 100; 20 when absent
   * @param cursor the {@code next} of the part before
   * @param state only those in that state: queued, sent, failed or unknown
   */
  @GET
  @OpenTo(people = People.EVERYBODY, scope = Scopes.MESSAGES_READ)
  public MessagePage list(
      @QueryParam("limit") @Nullable String limit,
      @QueryParam("cursor") @Nullable String cursor,
      @QueryParam("state") @Nullable String state) {
    var owner = caller.require().key();
    return lists.page(
        owner,
        limit == null ? DEFAULT_LIMIT : parseLimit(limit),
        cursor,
        state == null ? null : parseState(state));
  }

  private static int parseLimit(String limit) {
    try {
      return PageLimit.fromString(limit).value();
    } catch (InvalidValueException e) {
      throw ApiException.invalid("limit", String.valueOf(e.getMessage()));
    }
  }

  private static DeliveryState parseState(String state) {
    var parsed = DeliveryState.parse(state);
    if (parsed == DeliveryState.UNRECOGNIZED) {
      throw ApiException.invalid("state", "must be queued, sent, failed or unknown");
    }
    return parsed;
  }
}
