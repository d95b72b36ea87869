package io.dinggate.local.message;

import io.dinggate.local.platform.Caller;
import io.dinggate.model.problem.ApiException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.UUID;

/** Tells those who listen to a message where it stands. */
@ApplicationScoped
class MessageEvents implements Broadcast {

  private final Listeners<Standing> listeners;

  MessageEvents(Standings standings, MessageConfig config, Clock clock) {
    this.listeners = new Listeners<>("messages", standings::of, config.events(), clock);
  }

  /**
   * From now on the listener is told, beginning with where the message stands at present.
   *
   * @throws ApiException {@code rate-limited} when the caller listens to too many already
   */
  void listen(Caller caller, UUID message, Listener<Standing> listener) {
    listeners.listen(caller, message, listener);
  }

  @Override
  public boolean isIdle() {
    return listeners.isIdle();
  }

  @Override
  public void round() {
    listeners.round();
  }

  @Override
  public void endAll() {
    listeners.endAll();
  }
}
