package io.dinggate.local.request;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.dinggate.model.MessageId;
import io.dinggate.model.RequestId;
import io.dinggate.model.directory.DirectoryDepartment;
import io.dinggate.model.directory.DirectoryUser;
import io.dinggate.model.problem.ErrorCode;
import io.dinggate.model.problem.Problem;
import io.dinggate.model.request.RequestResult;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request as its caller reads it.
 *
 * @param id the one of its token
 * @param caller whose it is; null in a list of the caller's own
 * @param kind what was asked for
 * @param state where it stands
 * @param createdAt when it was signed
 * @param expiresAt when it cannot be posted any more
 * @param doneAt when it was over; null while it waits
 * @param user whom DingTalk knows
 * @param departments those right below the one that was asked for
 * @param message by which id the message is found
 * @param problem why there is none of these
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record RequestView(
    RequestId id,
    @Nullable String caller,
    RequestKind kind,
    RequestState state,
    Instant createdAt,
    Instant expiresAt,
    @Nullable Instant doneAt,
    @Nullable DirectoryUser user,
    @Nullable List<DirectoryDepartment> departments,
    @Nullable MessageId message,
    @Nullable Problem problem) {

  RequestView {
    departments = departments == null ? null : List.copyOf(departments);
  }

  static RequestView of(StoredRequest request) {
    return of(request, null);
  }

  /** With whose it is. */
  static RequestView withCaller(StoredRequest request) {
    return of(request, request.caller());
  }

  private static RequestView of(StoredRequest request, @Nullable String caller) {
    return new RequestView(
        new RequestId(request.id().toString()),
        caller,
        request.kind(),
        request.state(),
        request.createdAt(),
        request.expiresAt(),
        request.doneAt(),
        request.result() instanceof RequestResult.UserFound(var user) ? user : null,
        request.result() instanceof RequestResult.DepartmentsFound(var found) ? found : null,
        request.messageId(),
        problem(request));
  }

  private static @Nullable Problem problem(StoredRequest request) {
    var told = request.problem();
    if (told != null) {
      return told;
    }
    return switch (request.state()) {
      case WAITING, DONE, REFUSED -> null;
      case EXPIRED ->
          Problem.of(
              ErrorCode.REQUEST_TOKEN_EXPIRED,
              "Nothing came of the request: as far as is known, it was not posted in time.",
              null,
              List.of());
      case UNKNOWN ->
          Problem.of(
              ErrorCode.INTERNAL,
              "What the cloud told of it was lost, so that nobody knows whether it was done."
                  + (request.messageId() == null ? "" : " The cloud is asked about the message."),
              null,
              List.of());
    };
  }
}
