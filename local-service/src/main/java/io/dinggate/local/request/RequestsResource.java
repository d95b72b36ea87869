package io.dinggate.local.request;

import io.dinggate.local.message.SseListener;
import io.dinggate.local.message.SseSession;
import io.dinggate.local.platform.CurrentCaller;
import io.dinggate.local.platform.OpenTo;
import io.dinggate.local.platform.OpenTo.People;
import io.dinggate.local.platform.Scopes;
import io.dinggate.local.platform.SessionSource;
import io.dinggate.model.PageLimit;
import io.dinggate.model.RequestId;
import io.dinggate.model.problem.ApiException;
import io.dinggate.model.problem.Problem;
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
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What came of requests that were handed to the cloud, as its feed tells. */
@Path("/api/v1/requests")
@Produces({MediaType.APPLICATION_JSON, Problem.MEDIA_TYPE})
@RunOnVirtualThread
class RequestsResource {

  private static final int MAX_WAIT_SECONDS = 25;
  private static final Pattern SECONDS = Pattern.compile("[0-9]{1,2}");

  private final CurrentCaller caller;
  private final HttpHeaders headers;
  private final Requests requests;
  private final RequestEvents events;
  private final SessionSource sessions;

  RequestsResource(
      CurrentCaller caller,
      HttpHeaders headers,
      Requests requests,
      RequestEvents events,
      SessionSource sessions) {
    this.caller = caller;
    this.headers = headers;
    this.requests = requests;
    this.events = events;
    this.sessions = sessions;
  }

  /**
   * One request.
   *
   * @param wait how many seconds to wait at most until it is over: 0 to 25; 0 when absent
   * @param owner whose, for operators; the caller's own when absent
   */
  @GET
  @Path("{id}")
  @OpenTo(
      people = People.EVERYBODY,
      scope = {Scopes.MESSAGES_SEND, Scopes.USERS_READ})
  public RequestView status(
      @PathParam("id") RequestId id,
      @QueryParam("wait") @Nullable String wait,
      @QueryParam("caller") @Nullable String owner) {
    var atMost = parseWait(wait);
    var request = requests.find(id, owner);
    if (request.state().isOver() || atMost.isZero()) {
      return RequestView.of(request);
    }
    events.await(caller.require(), request.id(), atMost);
    return RequestView.of(requests.find(id, owner));
  }

  /**
   * Events of the name {@code changed}, beginning with the present state and ending when the
   * request is over, the session ends, or the connection has lasted for long enough.
   *
   * @param owner whose, for operators; the caller's own when absent
   */
  @GET
  @Path("{id}/events")
  @Produces(MediaType.SERVER_SENT_EVENTS)
  @OpenTo(
      people = People.EVERYBODY,
      scope = {Scopes.MESSAGES_SEND, Scopes.USERS_READ})
  public void listen(
      @PathParam("id") RequestId id,
      @QueryParam("caller") @Nullable String owner,
      @Context SseEventSink sink,
      @Context Sse sse) {
    var who = caller.require();
    var request = requests.find(id, owner);
    events.listen(
        who,
        request.id(),
        new SseListener<>(
            sink,
            sse,
            SseSession.of(who, headers),
            sessions,
            standing -> new RequestNews(id, standing.state(), standing.isLast())));
  }

  /**
   * Requests, newest first, of the kinds that the caller may ask for.
   *
   * @param limit how many at most; 20 when absent
   * @param cursor the {@code next} of the part before
   * @param owner whose, for operators: a caller's key, or {@code *} for everybody's; the caller's
   *     own when absent
   */
  @GET
  @OpenTo(
      people = People.EVERYBODY,
      scope = {Scopes.MESSAGES_SEND, Scopes.USERS_READ})
  public RequestPage list(
      @QueryParam("limit") @Nullable PageLimit limit,
      @QueryParam("cursor") @Nullable String cursor,
      @QueryParam("caller") @Nullable String owner) {
    return requests.list(PageLimit.orDefault(limit), cursor, owner);
  }

  private static Duration parseWait(@Nullable String wait) {
    if (wait == null) {
      return Duration.ZERO;
    }
    if (!SECONDS.matcher(wait).matches() || Integer.parseInt(wait) > MAX_WAIT_SECONDS) {
      throw ApiException.invalid("wait", "must be a number of seconds from 0 to 25");
    }
    return Duration.ofSeconds(Integer.parseInt(wait));
  }
}
