package io.dinggate.local.message;

import io.dinggate.local.platform.CurrentCaller;
import io.dinggate.local.platform.OpenTo;
import io.dinggate.local.platform.OpenTo.People;
import io.dinggate.local.platform.Scopes;
import io.dinggate.local.platform.SessionSource;
import io.dinggate.model.MessageId;
import io.dinggate.model.problem.ApiException;
import io.dinggate.model.problem.ErrorCode;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import org.jspecify.annotations.Nullable;

/** Where a message stands, told for as long as it changes. */
@Path("/api/v1/messages")
@RunOnVirtualThread
class MessageEventsResource {

  private final CurrentCaller caller;
  private final HttpHeaders headers;
  private final MessageBook book;
  private final MessageEvents events;
  private final Broadcaster broadcaster;
  private final SessionSource sessions;

  MessageEventsResource(
      CurrentCaller caller,
      HttpHeaders headers,
      MessageBook book,
      MessageEvents events,
      Broadcaster broadcaster,
      SessionSource sessions) {
    this.caller = caller;
    this.headers = headers;
    this.book = book;
    this.events = events;
    this.broadcaster = broadcaster;
    this.sessions = sessions;
  }

  /**
   * Events of the name {@code changed}, beginning with the present state and ending when the
   * message is closed, the session ends, or the connection has lasted for long enough.
   *
   * @param owner whose message, for operators; the caller's own when absent
   */
  @GET
  @Path("{id}/events")
  @Produces(MediaType.SERVER_SENT_EVENTS)
  @OpenTo(people = People.EVERYBODY, scope = Scopes.MESSAGES_READ)
  public void listen(
      @PathParam("id") MessageId id,
      @QueryParam("caller") @Nullable String owner,
      @Context SseEventSink sink,
      @Context Sse sse) {
    var who = caller.require();
    var message =
        book.find(new MessageKey(Operators.owner(who, owner), id))
            .orElseThrow(() -> new ApiException(ErrorCode.NOT_FOUND));
    events.listen(
        who,
        message.id(),
        new SseListener<>(sink, sse, SseSession.of(who, headers), sessions, Standing::news));
    broadcaster.wake();
  }
}
