package io.dinggate.bench.load;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dinggate.bench.BenchException;
import io.dinggate.sandbox.World;
import io.dinggate.sandbox.World.Membership;
import io.dinggate.sandbox.World.Suite;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/**
 * Messages as programs of a site send them, for all pairs in turn: to one to three people, in every
 * form that the pair's app can send. The same at each run.
 */
final class MessageDeck {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int MOST_RECIPIENTS = 3;

  private final List<Pair> pairs;
  private final Map<String, List<String>> usersOfCorps;

  MessageDeck(World world, List<Pair> pairs) {
    this.pairs = List.copyOf(pairs);
    this.usersOfCorps =
        world.people().stream()
            .flatMap(person -> person.memberships().stream())
            .collect(
                Collectors.groupingBy(
                    Membership::corpId,
                    Collectors.mapping(Membership::userId, Collectors.toList())));
  }

  /** The JSON of the message of that number. */
  String message(int number) {
    var pair = pairs.get(number % pairs.size());
    var random = new SplittableRandom(number);
    var message = JSON.createObjectNode().put("app", pair.app().appId());
    var recipients = message.putArray("recipients");
    var users = usersOfCorps.getOrDefault(pair.corp(), List.of());
    random
        .ints(0, users.size())
        .distinct()
        .limit(random.nextInt(1, MOST_RECIPIENTS + 1))
        .mapToObj(users::get)
        .forEach(user -> recipients.addObject().put("corp", pair.corp()).put("userId", user));
    message.set("content", content(pair, number, random));
    try {
      return JSON.writeValueAsString(message);
    } catch (JsonProcessingException e) {
      throw new BenchException("cannot write a message", e);
    }
  }

  private static ObjectNode content(Pair pair, int number, SplittableRandom random) {
    var content = JSON.createObjectNode();
    var title = "No. " + number;
    var text = title + " " + Texts.some(random);
    if (pair.app() instanceof Suite suite) {
      content.put("type", "template").put("templateId", suite.templates().getFirst().templateId());
      content.putObject("variables").put("title", title).put("content", text);
      return content;
    }
    var page = "https://site.bench.example/orders/" + number;
    return switch (random.nextInt(4)) {
      case 0 -> content.put("type", "text").put("content", text);
      case 1 -> content.put("type", "markdown").put("title", title).put("text", "**" + text + "**");
      case 2 ->
          content
              .put("type", "link")
              .put("title", title)
              .put("text", text)
              .put("messageUrl", page)
              .put("picUrl", "@bench");
      default ->
          content
              .put("type", "actionCard")
              .put("title", title)
              .put("markdown", text)
              .put("singleTitle", "Open")
              .put("singleUrl", page);
    };
  }
}
