package io.dinggate.local.platform;

import io.dinggate.platform.web.ClosingDoor;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** SIGTERM has come: the door closes before the server begins to wait for those who are in. */
@ApplicationScoped
class Leaving {

  private final ClosingDoor door;

  Leaving(ClosingDoor door) {
    this.door = door;
  }

  void closeTheDoor(@Observes ShutdownDelayInitiatedEvent asked) {
    door.close();
  }
}
