package io.dinggate.local.request;

import io.dinggate.model.MessageId;
import io.dinggate.model.problem.Problem;
import io.dinggate.model.request.RequestResult;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A request that this site has signed for.
 *
 * @param id the one of its token
 * @param caller for whom, see {@link io.dinggate.local.platform.Caller#key}
 * @param expiresAt when its token does
 * @param draft of a message whose end is not told: what it takes to store it
 * @param result what DingTalk said; null for a message, and without one
 * @param problem why there is none; null otherwise
 * @param messageId by which the caller finds the message; null while it is not stored
 * @param doneAt when it was over; null while it waits
 */
record StoredRequest(
    UUID id,
    String caller,
    RequestKind kind,
    RequestState state,
    Instant createdAt,
    Instant expiresAt,
    @Nullable String draft,
    @Nullable RequestResult result,
    @Nullable Problem problem,
    @Nullable MessageId messageId,
    @Nullable Instant doneAt) {

  /** The same one, over. */
  StoredRequest ended(
      RequestState end,
      @Nullable RequestResult what,
      @Nullable Problem why,
      @Nullable MessageId message,
      Instant at) {
    return new StoredRequest(
        id, caller, kind, end, createdAt, expiresAt, draft, what, why, message, at);
  }

  @Override
  public String toString() {
    return "StoredRequest[" + id + ", " + state + "]";
  }
}
