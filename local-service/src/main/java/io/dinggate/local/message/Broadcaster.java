package io.dinggate.local.message;

import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;

/** Makes the rounds of every {@link Broadcast} while anybody listens to it. */
@ApplicationScoped
public class Broadcaster {

  /** For those who come while nobody listens, it is woken. */
  private static final Duration UNTIL_WOKEN = Duration.ofMinutes(1);

  private final List<Broadcast> broadcasts;
  private final MessageConfig.Events config;
  private final Wake wake = new Wake();

  @Inject
  Broadcaster(@Any Instance<Broadcast> broadcasts, MessageConfig config) {
    this(broadcasts.stream().toList(), config);
  }

  Broadcaster(List<? extends Broadcast> broadcasts, MessageConfig config) {
    this.broadcasts = List.copyOf(broadcasts);
    this.config = config.events();
  }

  /** Somebody has begun to listen. */
  public void wake() {
    wake.signal();
  }

  void begin(@Observes StartupEvent event) {
    Thread.ofVirtual().name("broadcaster").start(this::work);
  }

  /** SIGTERM has come: nobody is to wait for those who listen. */
  void leave(@Observes ShutdownDelayInitiatedEvent asked) {
    wake.end();
  }

  void end(@Observes ShutdownEvent event) {
    wake.end();
  }

  private void work() {
    try {
      while (!wake.isOver()) {
        broadcasts.forEach(Broadcaster::tryOnce);
        wake.await(broadcasts.stream().allMatch(Broadcast::isIdle) ? UNTIL_WOKEN : config.poll());
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    broadcasts.forEach(Broadcast::endAll);
  }

  private static void tryOnce(Broadcast broadcast) {
    try {
      if (!broadcast.isIdle()) {
        broadcast.round();
      }
    } catch (RuntimeException e) {
      Log.warn("listeners cannot be told at present, trying again", e);
    }
  }
}
