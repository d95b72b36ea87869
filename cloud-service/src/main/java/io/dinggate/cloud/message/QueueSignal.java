package io.dinggate.cloud.message;

import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Tells the dispatcher where there is something to do. Only a hint: what nobody tells of is found
 * by the next look through the queue. Thread-safe.
 */
@Singleton
final class QueueSignal {

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition rung = lock.newCondition();
  private Set<LaneKey> lanes = new LinkedHashSet<>();
  private boolean ringing;

  /** There are new or other tasks in these lanes; to be called after the commit. */
  void wake(Collection<LaneKey> changed) {
    lock.lock();
    try {
      lanes.addAll(changed);
      ring();
    } finally {
      lock.unlock();
    }
  }

  /** Something else has changed, such as room for another call. */
  void ring() {
    lock.lock();
    try {
      ringing = true;
      rung.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Waits for the next call of the others, or as long as that; at once when one has come. */
  void await(long nanos) throws InterruptedException {
    lock.lock();
    try {
      var left = nanos;
      while (!ringing && left > 0) {
        left = rung.awaitNanos(left);
      }
      ringing = false;
    } finally {
      lock.unlock();
    }
  }

  /** The lanes that changed since this was last asked. */
  Set<LaneKey> changed() {
    lock.lock();
    try {
      var taken = lanes;
      lanes = new LinkedHashSet<>();
      return taken;
    } finally {
      lock.unlock();
    }
  }
}
