package io.dinggate.local.user;

import io.dinggate.model.CorpId;
import java.time.Instant;

/**
 * A run that is under way.
 *
 * @param walked whether all departments have been read
 * @param givenUp how many parts could not be read
 */
record SyncRun(CorpId corp, long run, Instant startedAt, boolean walked, int givenUp) {}
