package io.dinggate.cloud.platform;

import org.jspecify.annotations.Nullable;

/**
 * The only way to change the database. SQLite has one writer, so all units run on one thread, in
 * the order of their arrival; the caller waits in Java, where a virtual thread can park.
 *
 * <p>A call returns only after the commit that holds its unit. A unit that throws is rolled back
 * alone, and its caller gets what it threw. When the queue is full a call other than {@link
 * #followUp} fails with {@code OVERLOADED} and the unit was not run. A unit must not wait for
 * anything (no HTTP, no other unit): calling {@code Writes} from within a unit is refused with an
 * {@link IllegalStateException}.
 */
public interface Writes {

  /**
   * Runs statements, committed together with other units that wait, each behind a savepoint of its
   * own.
   *
   * @throws StorageException when the database refused the unit or the commit
   */
  <T extends @Nullable Object> T sql(SqlUnit<T> unit);

  /**
   * As {@link #sql}, for what follows from a unit that was committed before, such as the outcome of
   * a call that it announced: a full queue takes it in all the same. There are never more of these
   * than there is work under way.
   */
  <T extends @Nullable Object> T followUp(SqlUnit<T> unit);
}
