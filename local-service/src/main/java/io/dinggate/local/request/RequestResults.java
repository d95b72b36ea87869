package io.dinggate.local.request;

import io.dinggate.local.feed.FeedApplier;
import io.dinggate.local.message.DirectMessages;
import io.dinggate.local.message.DirectMessages.Direct;
import io.dinggate.local.user.DirectoryNews;
import io.dinggate.model.InvalidValueException;
import io.dinggate.model.MessageId;
import io.dinggate.model.RequestId;
import io.dinggate.model.UserRef;
import io.dinggate.model.feed.FeedEntry;
import io.dinggate.model.feed.RequestDone;
import io.dinggate.model.message.MessageStatus;
import io.dinggate.model.problem.ErrorCode;
import io.dinggate.model.problem.Problem;
import io.dinggate.model.request.RequestResult;
import io.quarkus.logging.Log;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Applies the feed's entries about requests. The first result counts, also for one that was given
 * up; whatever comes after it is a repetition.
 */
@ApplicationScoped
class RequestResults implements FeedApplier<RequestDone> {

  private final RequestTable table;
  private final DirectMessages messages;
  private final DirectoryNews directory;
  private final Clock clock;

  RequestResults(
      RequestTable table, DirectMessages messages, DirectoryNews directory, Clock clock) {
    this.table = table;
    this.messages = messages;
    this.directory = directory;
    this.clock = clock;
  }

  @Override
  public Class<RequestDone> kind() {
    return RequestDone.class;
  }

  @Override
  public void apply(FeedEntry entry, RequestDone item) {
    var request = ours(item.request()).flatMap(table::lock).orElse(null);
    if (request == null) {
      Log.warnf("entry %s of the feed is about a request that is not known", entry.sequence());
    } else if (!request.state().isTold()) {
      apply(request, item.result());
    }
  }

  private void apply(StoredRequest request, RequestResult result) {
    switch (result) {
      case RequestResult.MessageTaken(var status) -> taken(request, status);
      case RequestResult.UserFound(var user) -> {
        // read anew, as what was said then may be old by now
        directory.personChanged(new UserRef(user.corp(), user.userId()));
        end(request, RequestState.DONE, result, null, null);
      }
      case RequestResult.DepartmentsFound _ -> end(request, RequestState.DONE, result, null, null);
      case RequestResult.Refused(var problem) ->
          end(request, RequestState.REFUSED, null, problem, request.messageId());
      case RequestResult.Unrecognized _ ->
          end(request, RequestState.UNKNOWN, null, newer(), request.messageId());
    }
  }

  private void taken(StoredRequest request, MessageStatus status) {
    var draft = request.draft();
    if (draft == null) {
      throw new InvalidValueException("a message came of a request for something else");
    }
    var id = messages.taken(new Direct(request.id(), request.caller(), draft), status);
    end(request, RequestState.DONE, null, null, id);
  }

  private void end(
      StoredRequest request,
      RequestState state,
      @Nullable RequestResult result,
      @Nullable Problem problem,
      @Nullable MessageId messageId) {
    table.end(
        request.ended(
            state, result, problem, messageId, clock.instant().truncatedTo(ChronoUnit.MILLIS)));
  }

  private static Problem newer() {
    return Problem.of(
        ErrorCode.UNKNOWN,
        "The cloud told what came of it in a way that this version of the site cannot read.",
        null,
        List.of());
  }

  private static Optional<UUID> ours(RequestId id) {
    try {
      return Optional.of(UUID.fromString(id.value()));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}
