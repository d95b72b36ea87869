package io.dinggate.cloud.platform;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Lets one thread of this process at a time work on a key, while others that want the same key wait
 * for their turn. Not reentrant. Waiting parks a virtual thread; nothing is kept of keys that
 * nobody holds.
 *
 * @param <K> what is worked on
 */
public final class Turns<K> {

  private final ConcurrentMap<K, Turn> turns = new ConcurrentHashMap<>();

  /**
   * Works on {@code key} when it is this thread's turn.
   *
   * @param patience how long to wait for the turn
   * @param work gets whether it had to wait, that is, whether somebody else has just worked on the
   *     key
   * @return what {@code work} returned; empty when the turn did not come in time
   */
  public <T> Optional<T> take(K key, Duration patience, Function<Boolean, T> work) {
    var turn = turns.compute(key, (_, present) -> joined(present));
    try {
      var waits = !turn.lock.tryLock();
      if (waits && !acquired(turn.lock, patience)) {
        return Optional.empty();
      }
      try {
        return Optional.of(work.apply(waits));
      } finally {
        turn.lock.unlock();
      }
    } finally {
      turns.compute(key, (_, present) -> left(present));
    }
  }

  private static boolean acquired(ReentrantLock lock, Duration patience) {
    try {
      return lock.tryLock(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static Turn joined(@Nullable Turn present) {
    var turn = present == null ? new Turn() : present;
    turn.takers++;
    return turn;
  }

  private static @Nullable Turn left(@Nullable Turn present) {
    return present == null || --present.takers == 0 ? null : present;
  }

  /** One key's lock; the count is only touched inside {@code compute} of its key. */
  private static final class Turn {
    private final ReentrantLock lock = new ReentrantLock(true);
    private int takers;
  }
}
