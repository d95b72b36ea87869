package io.dinggate.local.request;

import io.dinggate.local.message.Listeners;
import java.util.UUID;

/** Where a request stands, for those who wait for it. */
record RequestStanding(UUID id, RequestState state) implements Listeners.News {

  /** Once it was over it is told no more. */
  @Override
  public long revision() {
    return state.isOver() ? 1 : 0;
  }

  @Override
  public boolean isLast() {
    return state.isOver();
  }
}
