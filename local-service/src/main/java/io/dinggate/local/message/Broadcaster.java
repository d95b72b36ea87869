package io.dinggate.local.message;

import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;

/** Makes the rounds of {@link MessageEvents} while anybody listens. */
@ApplicationScoped
class Broadcaster {

  /** For those who come while nobody listens, it is woken. */
  private static final Duration UNTIL_WOKEN = Duration.ofMinutes(1);

  private final MessageEvents events;
  private final MessageConfig.Events config;
  private final Wake wake = new Wake();

  Broadcaster(MessageEvents events, MessageConfig config) {
    this.events = events;
    this.config = config.events();
  }

  /** Somebody has begun to listen. */
  void wake() {
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
        tryOnce();
        wake.await(events.isIdle() ? UNTIL_WOKEN : config.poll());
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    events.endAll();
  }

  private void tryOnce() {
    try {
      events.round();
    } catch (RuntimeException e) {
      Log.warn("listeners cannot be told at present, trying again", e);
    }
  }
}
