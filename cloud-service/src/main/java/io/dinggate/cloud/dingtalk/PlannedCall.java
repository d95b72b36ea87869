package io.dinggate.cloud.dingtalk;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A call that is among those of our address before it is made. Any further request that is made for
 * it, and every request that is made without one, is one of the {@link UnplannedCalls}.
 * Thread-safe.
 */
public final class PlannedCall {

  private static final ScopedValue<PlannedCall> CURRENT = ScopedValue.newInstance();

  private final AtomicBoolean made = new AtomicBoolean();

  /** Does what makes the call, in this thread. */
  public <T extends @Nullable Object> T make(Supplier<T> call) {
    return ScopedValue.where(CURRENT, this).call(call::get);
  }

  /** Whether the request that is made now was planned; it is made once. */
  public static boolean takePlanned() {
    return CURRENT.isBound() && CURRENT.get().made.compareAndSet(false, true);
  }
}
