package io.dinggate.cloud.request;

import io.dinggate.cloud.directory.DirectoryLookups;
import io.dinggate.cloud.feed.Feed;
import io.dinggate.cloud.message.MessageAcceptance;
import io.dinggate.cloud.platform.PassingProblems;
import io.dinggate.cloud.platform.Writes;
import io.dinggate.cloud.registry.Registry;
import io.dinggate.cloud.site.CallingSite;
import io.dinggate.model.MessageId;
import io.dinggate.model.SiteId;
import io.dinggate.model.feed.RequestDone;
import io.dinggate.model.problem.ApiException;
import io.dinggate.model.problem.ErrorCode;
import io.dinggate.model.request.DepartmentsRequest;
import io.dinggate.model.request.MessageRequest;
import io.dinggate.model.request.RequestResult;
import io.dinggate.model.request.UserRequest;
import io.dinggate.platform.Backoff;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.logging.Log;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;

/**
 * Does what one request asks for, by the rules of the site's own calls, as the registry has them
 * now. One unit ends a request and tells its site; until then it is done again, after a crash too,
 * which delivers no message twice, as its id is the request's.
 */
@Singleton
final class RequestRunner {

  private final RequestBodies bodies;
  private final MessageAcceptance messages;
  private final DirectoryLookups directory;
  private final Registry registry;
  private final Writes writes;
  private final Feed feed;
  private final RequestConfig config;
  private final Clock clock;
  private final MeterRegistry meters;
  private final Backoff backoff;

  RequestRunner(
      RequestBodies bodies,
      MessageAcceptance messages,
      DirectoryLookups directory,
      Registry registry,
      Writes writes,
      Feed feed,
      RequestConfig config,
      Clock clock,
      MeterRegistry meters) {
    this.bodies = bodies;
    this.messages = messages;
    this.directory = directory;
    this.registry = registry;
    this.writes = writes;
    this.feed = feed;
    this.config = config;
    this.clock = clock;
    this.meters = meters;
    this.backoff = new Backoff(config.retryFirst(), config.retryMost(), Math::random);
  }

  /** Ends the request, or has it tried again later. Fails only when the database does. */
  @SuppressWarnings("IllegalCatch") // whatever it is, the site waits for an end
  void run(OpenRequest request) {
    try {
      perform(request);
    } catch (ApiException e) {
      failed(request, e);
    } catch (RuntimeException e) {
      Log.errorf(e, "request %s was cut short", request);
      failed(request, new ApiException(ErrorCode.INTERNAL));
    }
  }

  private void perform(OpenRequest request) {
    var body = bodies.open(request);
    var site = site(request.site());
    switch (body) {
      case MessageRequest(var message) ->
          messages.accept(
              site,
              new MessageId(request.id().value()),
              message,
              (connection, status) ->
                  end(connection, request, new RequestResult.MessageTaken(status)));
      case UserRequest(var user, var app) ->
          end(request, new RequestResult.UserFound(directory.user(site, user, app)));
      case DepartmentsRequest(var parent, var app) ->
          end(
              request,
              new RequestResult.DepartmentsFound(directory.departments(site, parent, app)));
    }
    told(request, RequestBodies.kind(body));
  }

  /** What the registry lets the site do may have changed since it signed. */
  private CallingSite site(SiteId id) {
    var snapshot = registry.snapshot();
    return new CallingSite(
        snapshot.site(id).orElseThrow(() -> new ApiException(ErrorCode.SITE_UNKNOWN)), snapshot);
  }

  private void failed(OpenRequest request, ApiException problem) {
    var now = clock.instant();
    var end = request.acceptedAt().plus(config.giveUpAfter());
    if (!PassingProblems.passes(problem) || !now.isBefore(end)) {
      Log.infof("request %s is refused: %s", request, problem.getMessage());
      end(request, new RequestResult.Refused(problem.problem(request.id().value())));
      told(request, "refused");
      return;
    }
    Log.infof("request %s waits: %s", request, problem.getMessage());
    var pause = problem.retryAfter();
    var next = backoff.retryAt(now, request.attempts() + 1, pause == null ? now : now.plus(pause));
    var dueAt = next.isBefore(end) ? next : end;
    writes.followUp(connection -> RequestTable.putOff(connection, request, dueAt));
    count("retried");
  }

  private void end(OpenRequest request, RequestResult result) {
    writes.followUp(
        connection -> {
          end(connection, request, result);
          return true;
        });
  }

  /** Once: whoever comes second changes nothing and tells nothing. */
  private void end(Connection connection, OpenRequest request, RequestResult result)
      throws SQLException {
    if (RequestTable.finish(connection, request, clock.instant())) {
      feed.append(connection, request.site(), new RequestDone(request.id(), result));
    }
  }

  private void told(OpenRequest request, String outcome) {
    feed.wake(request.site());
    count(outcome);
  }

  private void count(String outcome) {
    meters.counter("dinggate.request.attempts", "outcome", outcome).increment();
  }
}
