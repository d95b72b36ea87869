package io.dinggate.local.message;

import io.dinggate.local.platform.CurrentCaller;
import io.dinggate.local.platform.OpenTo;
import io.dinggate.local.platform.OpenTo.People;
import io.dinggate.local.platform.Scopes;
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
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.UUID;
import java.util.function.Consumer;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/**
 * Messages of the caller: of the API client whose token it is, or of the signed-in person. Nobody
 * but an operator finds another caller's messages here.
 */
@Path("/api/v1/messages")
@Consumes(MediaType.APPLICATION_JSON)
@Produces({MediaType.APPLICATION_JSON, Problem.MEDIA_TYPE})
@RunOnVirtualThread
class MessagesResource {

  private final CurrentCaller caller;
  private final MessageIntake intake;
  private final MessageBook book;
  private final MessageViews views;
  private final MessageLists lists;
  private final MessagePreviews previews;
  private final MessageWishes wishes;
  private final Forwarder forwarder;

  MessagesResource(
      CurrentCaller caller,
      MessageIntake intake,
      MessageBook book,
      MessageViews views,
      MessageLists lists,
      MessagePreviews previews,
      MessageWishes wishes,
      Forwarder forwarder) {
    this.caller = caller;
    this.intake = intake;
    this.book = book;
    this.views = views;
    this.lists = lists;
    this.previews = previews;
    this.wishes = wishes;
    this.forwarder = forwarder;
  }

  /**
   * Takes a message in: 202 when it was stored now, 200 with what became of it when it was known;
   * with another body it is {@code message-conflict}.
   */
  @PUT
  @Path("{id}")
  @OpenTo(people = People.EVERYBODY, scope = Scopes.MESSAGES_SEND)
  public RestResponse<MessageView> send(
      @PathParam("id") MessageId id, @NotNull @Valid PutMessage message) {
    var taken = intake.take(caller.require(), id, message);
    return RestResponse.status(
        taken.isNew() ? RestResponse.Status.ACCEPTED : RestResponse.Status.OK, taken.view());
  }

  /**
   * One message, as it stands here.
   *
   * @param owner whose, for operators; the caller's own when absent
   */
  @GET
  @Path("{id}")
  @OpenTo(people = People.EVERYBODY, scope = Scopes.MESSAGES_READ)
  public MessageView status(
      @PathParam("id") MessageId id, @QueryParam("caller") @Nullable String owner) {
    return views.of(caller.require(), find(id, owner));
  }

  /**
   * A part of a message's recipients.
   *
   * @param limit how many at most: 1 to 100; 20 when absent
   * @param cursor the {@code next} of the part before, or the message's {@code nextRecipients}
   * @param state only those in that state
   * @param owner whose message, for operators; the caller's own when absent
   */
  @GET
  @Path("{id}/recipients")
  @OpenTo(people = People.EVERYBODY, scope = Scopes.MESSAGES_READ)
  public RecipientPage recipients(
      @PathParam("id") MessageId id,
      @QueryParam("limit") @Nullable PageLimit limit,
      @QueryParam("cursor") @Nullable String cursor,
      @QueryParam("state") @Nullable String state,
      @QueryParam("caller") @Nullable String owner) {
    return views.recipients(find(id, owner), PageLimit.orDefault(limit), cursor, parseState(state));
  }

  /**
   * Messages, newest first.
   *
   * @param limit how many at most: 1 to 100; 20 when absent
   * @param cursor the {@code next} of the part before
   * @param state only those in that state
   * @param from only those stored then or later
   * @param to only those stored earlier
   * @param owner whose, for operators: a caller's key, or {@code *} for everybody's; the caller's
   *     own when absent
   */
  @GET
  @OpenTo(people = People.EVERYBODY, scope = Scopes.MESSAGES_READ)
  public MessagePage list(
      @QueryParam("limit") @Nullable PageLimit limit,
      @QueryParam("cursor") @Nullable String cursor,
      @QueryParam("state") @Nullable String state,
      @QueryParam("from") @Nullable String from,
      @QueryParam("to") @Nullable String to,
      @QueryParam("caller") @Nullable String owner) {
    var named = Operators.owner(caller.require(), owner);
    return lists.page(
        new MessageQuery(
            named.equals(Operators.EVERYBODY) ? null : named,
            PageLimit.orDefault(limit),
            cursor,
            parseState(state),
            parseTime("from", from),
            parseTime("to", to)));
  }

  /** What would become of a message; sends nothing. */
  @POST
  @Path("preview")
  @OpenTo(people = People.EVERYBODY, scope = Scopes.MESSAGES_SEND)
  public PreviewView preview(@NotNull @Valid PutMessage message) {
    return previews.of(caller.require(), message);
  }

  /** Has nothing more of the message sent. */
  @POST
  @Path("{id}/cancel")
  @OpenTo(people = People.EVERYBODY, scope = Scopes.MESSAGES_SEND)
  public RestResponse<MessageView> cancel(
      @PathParam("id") MessageId id, @QueryParam("caller") @Nullable String owner) {
    return wish(id, owner, wishes::cancel);
  }

  /** Has nothing more of the message sent, and what was sent taken back. */
  @POST
  @Path("{id}/recall")
  @OpenTo(people = People.EVERYBODY, scope = Scopes.MESSAGES_SEND)
  public RestResponse<MessageView> recall(
      @PathParam("id") MessageId id, @QueryParam("caller") @Nullable String owner) {
    return wish(id, owner, wishes::recall);
  }

  /** Has tried once more what was given up. */
  @POST
  @Path("{id}/requeue")
  @OpenTo(people = People.OPERATORS, scope = Scopes.OPERATOR)
  public RestResponse<MessageView> requeue(
      @PathParam("id") MessageId id, @QueryParam("caller") @Nullable String owner) {
    return wish(id, owner, wishes::requeue);
  }

  private RestResponse<MessageView> wish(
      MessageId id, @Nullable String owner, Consumer<UUID> wish) {
    wish.accept(find(id, owner).id());
    forwarder.wake();
    return RestResponse.status(
        RestResponse.Status.ACCEPTED, views.of(caller.require(), find(id, owner)));
  }

  private Message find(MessageId id, @Nullable String owner) {
    var named = Operators.owner(caller.require(), owner);
    return book.find(new MessageKey(named, id))
        .orElseThrow(() -> new ApiException(ErrorCode.NOT_FOUND));
  }

  private static @Nullable DeliveryState parseState(@Nullable String state) {
    if (state == null) {
      return null;
    }
    var parsed = DeliveryState.parse(state);
    if (parsed == DeliveryState.UNRECOGNIZED) {
      throw ApiException.invalid(
          "state",
          "must be queued, sent, accepted, delivered, read, recalled, dropped, failed or unknown");
    }
    return parsed;
  }

  private static @Nullable Instant parseTime(String parameter, @Nullable String time) {
    try {
      return time == null ? null : Instant.parse(time);
    } catch (DateTimeParseException _) {
      throw ApiException.invalid(parameter, "must be a time such as 2026-11-22T08:00:00Z");
    }
  }
}
