package io.dinggate.cloud.platform;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * One unit on its way through the queue of {@link WriterThread}: what to run, and who waits for it.
 *
 * @param <T> what the unit finds out
 */
abstract sealed class WriteUnit<T extends @Nullable Object> {

  private final CompletableFuture<T> answer = new CompletableFuture<>();

  /** Tells the caller what the unit returned; only after the commit. */
  final void answer(T result) {
    answer.complete(result);
  }

  /** Tells the caller why the unit did not happen; does nothing once the caller was answered. */
  final void fail(Throwable reason) {
    answer.completeExceptionally(reason);
  }

  /**
   * Waits for the answer, whether interrupted or not: a unit that was taken in is committed or not
   * no matter who waits, and an answer is never invented.
   */
  final T await() {
    try {
      return answer.join();
    } catch (CompletionException e) {
      throw switch (e.getCause()) {
        case RuntimeException unchecked -> unchecked;
        case SQLException sql -> new StorageException(sql);
        case Error error -> throw error;
        case null, default -> e;
      };
    }
  }

  /** Statements, which share their transaction with those of other units. */
  static final class Sql<T extends @Nullable Object> extends WriteUnit<T> {

    private final SqlUnit<T> work;
    private Runnable settle = () -> fail(new IllegalStateException("the unit has not run"));

    Sql(SqlUnit<T> work) {
      this.work = work;
    }

    /**
     * Runs the statements and keeps the outcome for {@link #settle}.
     *
     * @return whether the statements are to be kept
     */
    @SuppressWarnings("IllegalCatch") // whatever the unit throws is its caller's
    boolean run(Connection connection) {
      try {
        var result = work.run(connection);
        settle = () -> answer(result);
        return true;
      } catch (Throwable e) {
        settle = () -> fail(e);
        return false;
      }
    }

    /**
     * Tells the caller the outcome, once the commit of the group has returned. A refusal waits for
     * it too: it may rest on what another unit of the group wrote.
     */
    void settle() {
      settle.run();
    }
  }

  /** The end of the queue. */
  static final class Stop extends WriteUnit<Boolean> {}
}
