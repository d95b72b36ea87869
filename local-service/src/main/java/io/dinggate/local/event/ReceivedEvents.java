package io.dinggate.local.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dinggate.local.feed.FeedApplier;
import io.dinggate.local.webhook.Webhooks;
import io.dinggate.model.feed.EventReceived;
import io.dinggate.model.feed.FeedEntry;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Applies the feed's entries about events: each is kept once, changes the directory, and is told
 * once to the apps that want to know; once more when an operator of the cloud has it told once
 * more.
 */
@ApplicationScoped
class ReceivedEvents implements FeedApplier<EventReceived> {

  /** The type of the webhooks that tell of events. */
  static final String WEBHOOK = "event.received";

  private final EventTable events;
  private final DirectoryEvents directory;
  private final Webhooks webhooks;
  private final ObjectMapper json;

  ReceivedEvents(
      EventTable events, DirectoryEvents directory, Webhooks webhooks, ObjectMapper json) {
    this.events = events;
    this.directory = directory;
    this.webhooks = webhooks;
    this.json = json;
  }

  @Override
  public Class<EventReceived> kind() {
    return EventReceived.class;
  }

  @Override
  public void apply(FeedEntry entry, EventReceived item) {
    var event = EventView.of(item);
    if (events.add(event)) {
      directory.apply(item);
      webhooks.announceEvent(item.event(), item.id(), WEBHOOK, write(event));
    } else if (item.replay()) {
      directory.apply(item);
      var again = item.id() + "-" + entry.sequence();
      webhooks.announceEvent(item.event(), again, WEBHOOK, write(event));
    }
  }

  private String write(EventView event) {
    try {
      return json.writeValueAsString(event);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an event is always JSON", e);
    }
  }
}
