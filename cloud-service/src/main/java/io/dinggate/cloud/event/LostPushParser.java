package io.dinggate.cloud.event;

import io.dinggate.model.CorpId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Makes of what DingTalk tells of a lost push the events that the push would have been, so that one
 * that had arrived all the same is known by its event id.
 */
final class LostPushParser {

  private LostPushParser() {}

  /**
   * The events of one entry; none for a check of the console. What cannot be read becomes an event
   * with a fault.
   */
  static List<ReceivedEvent> events(String entry, CorpId corp, Instant readAt) {
    var told = EventBody.parse(entry);
    var tag = told.flatMap(all -> all.text("call_back_tag")).filter(name -> !name.isBlank());
    var about = tag.flatMap(name -> told.flatMap(all -> all.object(name)));
    if (about.isEmpty()) {
      return List.of(EventParser.faulty(EventParser.UNNAMED, readAt, entry, "no lost push"));
    }
    var event =
        content(about.get())
            .orElse(about.get())
            .orElse("EventType", tag)
            .orElse("CorpId", about.get().text("corpid"))
            .orElse("EventTime", told.flatMap(all -> all.text("event_time")));
    return EventKind.isCheck(event.type())
        ? List.of()
        : EventParser.events(new VerifiedEvent(event.json(), readAt, ""), corp);
  }

  /** The event as it was pushed, where there is one. */
  private static Optional<EventBody> content(EventBody about) {
    return Stream.of("callbackData", "bpmsCallBackData", "roleLabelChange")
        .flatMap(name -> about.object(name).stream())
        .findFirst();
  }
}
