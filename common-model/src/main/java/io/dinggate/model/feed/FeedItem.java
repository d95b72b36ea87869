package io.dinggate.model.feed;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** What an entry of the feed says, one type per kind. */
@JsonTypeInfo(
    use = JsonTypeInfo.Id.NAME,
    property = "type",
    defaultImpl = FeedItem.Unrecognized.class)
@JsonSubTypes({
  @JsonSubTypes.Type(name = "messageChanged", value = MessageChanged.class),
  @JsonSubTypes.Type(name = "eventReceived", value = EventReceived.class),
  @JsonSubTypes.Type(name = "requestDone", value = RequestDone.class)
})
public sealed interface FeedItem
    permits MessageChanged, EventReceived, RequestDone, FeedItem.Unrecognized {

  /** An item of a kind from a newer version. */
  record Unrecognized() implements FeedItem {}
}
