package io.dinggate.cloud.platform;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Opens transactions for Panache repositories. */
interface EntityTransactions {

  /** Runs {@code work} in a new transaction on this thread; returns after its commit. */
  <T extends @Nullable Object> T inNew(Supplier<T> work);
}
