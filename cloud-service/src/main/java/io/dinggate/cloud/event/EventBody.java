package io.dinggate.cloud.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A JSON object of DingTalk's, read as leniently as DingTalk writes: names in any case, numbers as
 * texts, objects as texts.
 */
final class EventBody {

  private static final JsonMapper JSON = new JsonMapper();

  private final ObjectNode members;

  private EventBody(ObjectNode members) {
    this.members = members;
  }

  /** The object in a JSON text; empty when there is none. */
  static Optional<EventBody> parse(String json) {
    try {
      return of(JSON.readTree(json));
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  private static Optional<EventBody> of(JsonNode node) {
    return node instanceof ObjectNode object
        ? Optional.of(new EventBody(object))
        : Optional.empty();
  }

  /** With that member as well, unless there is one of that name already or nothing to say. */
  EventBody orElse(String name, Optional<String> text) {
    if (text.isEmpty() || member(name).isPresent()) {
      return this;
    }
    return new EventBody(members.deepCopy().put(name, text.get()));
  }

  /** The kind of event; an empty text when it does not say. */
  String type() {
    return text("EventType").orElse("");
  }

  /** The member as a text, also when it is a number; empty when it is neither. */
  Optional<String> text(String name) {
    return member(name)
        .filter(JsonNode::isValueNode)
        .filter(n -> !n.isNull())
        .map(JsonNode::asText);
  }

  /** The member as a whole number, also when it is a text. */
  OptionalLong number(String name) {
    try {
      return text(name).stream().mapToLong(Long::parseLong).findFirst();
    } catch (NumberFormatException e) {
      return OptionalLong.empty();
    }
  }

  /** The member as an object, also when it is a text that holds one. */
  Optional<EventBody> object(String name) {
    return member(name).flatMap(node -> node.isTextual() ? parse(node.textValue()) : of(node));
  }

  /** The objects in the member, which is an array. */
  List<EventBody> objects(String name) {
    return elements(name).stream().flatMap(element -> parse(element).stream()).toList();
  }

  /** The elements of the member as JSON texts; none when it is no array. */
  List<String> elements(String name) {
    return member(name).filter(JsonNode::isArray).stream()
        .flatMap(JsonNode::valueStream)
        .map(JsonNode::toString)
        .toList();
  }

  /** Whether the member is an array. */
  boolean hasArray(String name) {
    return member(name).filter(JsonNode::isArray).isPresent();
  }

  private Optional<JsonNode> member(String name) {
    var exact = members.get(name);
    if (exact != null) {
      return Optional.of(exact);
    }
    return members
        .propertyStream()
        .filter(member -> member.getKey().equalsIgnoreCase(name))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  /** The whole object. */
  String json() {
    return members.toString();
  }

  @Override
  public String toString() {
    return "EventBody[hidden]";
  }
}
