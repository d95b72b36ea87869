package io.dinggate.cloud.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ContainerNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;

/** Changes good pushes at random: the text, or one member of what it says. */
final class Spoiler {

  private static final JsonMapper JSON = new JsonMapper();
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final String CHARACTERS = "{}[]\":,\\0129-eE.x中\u0000 ";

  private final RandomGenerator random;
  private int spoiled;

  Spoiler(RandomGenerator random) {
    this.random = random;
  }

  /** Another push out of that one, at another time; an event id in it is like none before. */
  String spoil(JsonNode push) {
    var id = "spoiled-" + spoiled++ + "-";
    var fresh = push.toString().replace("golden-", id).replace("17000", "16000");
    return switch (random.nextInt(6)) {
      case 0 -> fresh.substring(0, random.nextInt(fresh.length()));
      case 1 -> scratched(fresh);
      case 2 -> everyNumberAsText(fresh);
      default -> withOneMemberChanged(fresh);
    };
  }

  /** How many events a push holds. Reads it apart from the code that is tested. */
  static int eventsIn(String text) {
    try {
      if (!(JSON.readTree(text) instanceof ObjectNode push)) {
        return 1;
      }
      var type = member(push, "EventType");
      if (!type.asText().startsWith("SYNC_HTTP_PUSH_")) {
        return type.asText().matches("check(_create_suite|_update_suite)?_url") ? 0 : 1;
      }
      var rows = member(push, "bizData");
      return rows.isArray() ? rows.size() : 1;
    } catch (JsonProcessingException e) {
      return 1;
    }
  }

  private static JsonNode member(ObjectNode push, String name) {
    if (push.has(name)) {
      return push.get(name);
    }
    return push.propertyStream()
        .filter(
            member ->
                member.getKey().toLowerCase(Locale.ROOT).equals(name.toLowerCase(Locale.ROOT)))
        .map(member -> member.getValue())
        .findFirst()
        .orElse(NODES.missingNode());
  }

  private String scratched(String text) {
    var scratched = new StringBuilder(text);
    for (var i = random.nextInt(4); i >= 0; i--) {
      var at = random.nextInt(scratched.length());
      var character = CHARACTERS.charAt(random.nextInt(CHARACTERS.length()));
      switch (random.nextInt(3)) {
        case 0 -> scratched.deleteCharAt(at);
        case 1 -> scratched.insert(at, character);
        default -> scratched.setCharAt(at, character);
      }
    }
    return scratched.toString();
  }

  private static String everyNumberAsText(String text) {
    return text.replaceAll(":(\\d+)([,}])", ":\"$1\"$2");
  }

  private String withOneMemberChanged(String text) {
    var push = parsed(text);
    var places = new ArrayList<ContainerNode<?>>();
    collect(push, places);
    var place = places.get(random.nextInt(places.size()));
    switch (place) {
      case ObjectNode object -> change(object);
      case ArrayNode array -> array.insert(random.nextInt(array.size() + 1), value());
      default -> throw new IllegalStateException();
    }
    return push.toString();
  }

  private void change(ObjectNode object) {
    var names = new ArrayList<String>();
    object.fieldNames().forEachRemaining(names::add);
    if (names.isEmpty()) {
      object.set("added", value());
      return;
    }
    var name = names.get(random.nextInt(names.size()));
    var old = object.get(name);
    switch (random.nextInt(5)) {
      case 0 -> object.remove(name);
      case 1 -> {
        object.remove(name);
        object.set(
            random.nextBoolean() ? name.toUpperCase(Locale.ROOT) : name.toLowerCase(Locale.ROOT),
            old);
      }
      case 2 ->
          object.set(
              name, old.isTextual() ? turned(old.textValue()) : NODES.textNode(old.toString()));
      case 3 ->
          object.put(name, old.asText().substring(0, random.nextInt(old.asText().length() + 1)));
      default -> object.set(name, value());
    }
  }

  /** What a text holds, when it holds something. */
  private JsonNode turned(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      return value();
    }
  }

  private JsonNode value() {
    var values =
        List.<JsonNode>of(
            NODES.nullNode(),
            NODES.booleanNode(true),
            NODES.numberNode(-1),
            NODES.numberNode(Long.MAX_VALUE),
            NODES.numberNode(0.5),
            NODES.textNode(""),
            NODES.textNode("{1234:12345}"),
            NODES.textNode("\ud800"),
            NODES.textNode("x".repeat(random.nextInt(5_000))),
            NODES.arrayNode(),
            NODES.objectNode());
    return values.get(random.nextInt(values.size()));
  }

  private static void collect(JsonNode node, List<ContainerNode<?>> places) {
    if (node instanceof ContainerNode<?> container) {
      places.add(container);
    }
    node.forEach(child -> collect(child, places));
  }

  private static JsonNode parsed(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
