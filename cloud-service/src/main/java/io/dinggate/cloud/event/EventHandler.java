package io.dinggate.cloud.event;

import io.dinggate.cloud.registry.App;

/** Makes an event count. */
interface EventHandler {

  /**
   * Does what the event asks for. It may be asked again for the same event, which must do no harm.
   *
   * @param content the JSON that the event came as
   * @return what became of it; never {@link EventState#WAITING} or {@link EventState#PARKED}
   * @throws UnreadableEventException when the event lacks what its type needs
   */
  EventState handle(App app, StoredEvent event, String content);
}
