package io.dinggate.e2e;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * What has been started so far, ended in the opposite order: by {@link #close()}, or when this JVM
 * shuts down. Thread-safe.
 */
final class Parts implements AutoCloseable {

  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private final Thread atShutdown = new Thread(this::closeAll, "stack-close");
  private boolean closed;

  Parts() {
    Runtime.getRuntime().addShutdownHook(atShutdown);
  }

  /** Adds a part that has just been started; it is ended at once when the end has come already. */
  synchronized <T extends AutoCloseable> T add(T part) {
    parts.push(part);
    if (closed) {
      closeAll();
      throw new StackException("the stack is closed already");
    }
    return part;
  }

  /** Ends all parts, and then reports the first that did not end well. */
  @Override
  public void close() {
    if (Thread.currentThread() != atShutdown) {
      try {
        Runtime.getRuntime().removeShutdownHook(atShutdown);
      } catch (IllegalStateException e) {
        // the JVM shuts down: the hook does the same, and both wait for each other below
      }
    }
    closeAll();
  }

  private synchronized void closeAll() {
    closed = true;
    Throwable first = null;
    while (!parts.isEmpty()) {
      first = close(parts.pop(), first);
    }
    switch (first) {
      case null -> {}
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      default -> throw new StackException("a part of the stack did not end well", first);
    }
  }

  private static @Nullable Throwable close(AutoCloseable part, @Nullable Throwable first) {
    try {
      part.close();
      return first;
    } catch (Throwable e) {
      if (first == null) {
        return e;
      }
      first.addSuppressed(e);
      return first;
    }
  }
}
