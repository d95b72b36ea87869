package io.dinggate.local.cloud;

import org.jspecify.annotations.Nullable;

/**
 * Remembers of one call whether it got as far as being sent. The filters of the clients find it by
 * the calling thread, and hand it on to the thread that sends.
 */
final class CloudAttempt implements AutoCloseable {

  private static final ThreadLocal<@Nullable CloudAttempt> CURRENT = new ThreadLocal<>();

  private volatile boolean sent;

  private CloudAttempt() {}

  static CloudAttempt begin() {
    var attempt = new CloudAttempt();
    CURRENT.set(attempt);
    return attempt;
  }

  /** The attempt of this thread; null outside of one. */
  static @Nullable CloudAttempt current() {
    return CURRENT.get();
  }

  /** From here on the cloud may have got the request. */
  void markSent() {
    sent = true;
  }

  boolean wasSent() {
    return sent;
  }

  @Override
  public void close() {
    CURRENT.remove();
  }
}
