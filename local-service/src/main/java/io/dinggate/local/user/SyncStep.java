package io.dinggate.local.user;

import io.dinggate.model.CorpId;
import io.dinggate.model.UserId;
import io.dinggate.model.UserRef;
import org.jspecify.annotations.Nullable;

/**
 * A step that somebody works on.
 *
 * @param run the run it belongs to; {@link #CHANGE} for none
 * @param subject the department or the user
 * @param cursor where to read on; null to begin
 * @param claims how often it was begun; tells whether the lease still holds
 * @param failures how often it has failed in a way that counts
 */
record SyncStep(
    long id,
    CorpId corp,
    long run,
    StepKind kind,
    String subject,
    @Nullable String cursor,
    int claims,
    int failures) {

  /** The run of steps that a change asks for. */
  static final long CHANGE = 0;

  boolean isOfRun() {
    return run != CHANGE;
  }

  long department() {
    return Long.parseLong(subject);
  }

  UserRef user() {
    return new UserRef(corp, new UserId(subject));
  }

  @Override
  public String toString() {
    return kind + " " + subject + " of " + corp;
  }
}
