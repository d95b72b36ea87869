package io.dinggate.local.user;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.dinggate.model.CorpId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How the reading of a corp's directory stands.
 *
 * @param reason the code of the problem that ended it, or parts of it; null when there was none
 * @param endedAt null while it runs
 * @param completedAt when one last ended without anything missing; null for never
 * @param nextAt when the next one begins by itself; null while one runs
 * @param waiting how many parts are known to be still to be read
 * @param departments how many it has come across
 * @param users how many it has come across
 * @param added how many of them the site did not know
 * @param changed of how many the site knew something else
 * @param gone how many it knew who are not there, or not to be seen, any more
 * @param givenUp how many parts could not be read
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record SyncView(
    CorpId corp,
    SyncState state,
    SyncCause cause,
    @Nullable String reason,
    Instant startedAt,
    @Nullable Instant endedAt,
    @Nullable Instant completedAt,
    @Nullable Instant nextAt,
    long waiting,
    int departments,
    int users,
    int added,
    int changed,
    int gone,
    int givenUp) {

  boolean isDue(Instant now) {
    return nextAt != null && !nextAt.isAfter(now);
  }
}
