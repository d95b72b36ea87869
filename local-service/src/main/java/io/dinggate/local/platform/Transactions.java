package io.dinggate.local.platform;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Changes of the database that stand or fall together. */
public interface Transactions {

  /**
   * Does the work in a transaction of its own: committed when this returns, undone when the work
   * throws.
   */
  <T extends @Nullable Object> T call(Supplier<T> work);

  /** As {@link #call}, for work without a result. */
  default void run(Runnable work) {
    call(
        () -> {
          work.run();
          return Boolean.TRUE;
        });
  }
}
