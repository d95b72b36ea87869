package io.dinggate.sandbox.inbox;

import io.dinggate.sandbox.World.Membership;
import io.dinggate.sandbox.World.Person;
import io.dinggate.sandbox.http.Call;
import io.dinggate.sandbox.http.Listener;
import io.dinggate.sandbox.http.Page;
import io.dinggate.sandbox.http.Reply;
import io.dinggate.sandbox.http.Route;
import io.dinggate.sandbox.message.MessageBook;
import io.dinggate.sandbox.message.SentMessage;
import io.dinggate.sandbox.state.State;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the DingTalk client is to people: whoever is chosen sees the messages she has, over all her
 * corps, and opens one, which marks it as read. Nobody needs a password; nothing of DingTalk's
 * looks like this.
 */
public final class InboxEndpoints {
  private static final String PATH = "/sandbox/messages";
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("MM-dd HH:mm:ss").withZone(ZoneId.of("Asia/Shanghai"));

  private final State state;
  private final MessageBook book;
  private final Page people = Page.beside(InboxEndpoints.class, "people.html");
  private final Page inbox = Page.beside(InboxEndpoints.class, "inbox.html");

  public InboxEndpoints(State state, MessageBook book) {
    this.state = state;
    this.book = book;
  }

  public List<Route> routes() {
    return List.of(
        new Route(Listener.LOGIN, "GET", PATH, this::show),
        new Route(Listener.LOGIN, "POST", PATH, this::open));
  }

  private Reply show(Call call) {
    Optional<String> id = call.query("person");
    if (id.isEmpty()) {
      return people(200, "");
    }
    return state
        .directory()
        .person(id.get())
        .map(person -> inbox(200, person, call.query("task").orElse(""), ""))
        .orElseGet(() -> people(404, "没有这个人"));
  }

  private Reply open(Call call) {
    Optional<Person> person = call.form("person").flatMap(state.directory()::person);
    if (person.isEmpty()) {
      return people(404, "没有这个人");
    }
    String task = call.form("task").orElse("");
    Optional<Received> received =
        received(person.get()).stream()
            .filter(message -> String.valueOf(message.sent().taskId()).equals(task))
            .findFirst();
    if (received.isEmpty()) {
      return inbox(404, person.get(), "", "没有这条消息");
    }
    try {
      book.markRead(received.get().sent().taskId(), received.get().userId());
    } catch (IllegalStateException recalled) {
      return inbox(409, person.get(), "", "消息已撤回");
    }
    return Reply.found(URI.create(address(person.get()) + "&task=" + task));
  }

  private Reply people(int status, String error) {
    List<Map<String, String>> all =
        state.directory().people().stream()
            .map(
                person ->
                    Map.of("id", person.id(), "name", person.name(), "address", address(person)))
            .toList();
    return people.render(status, Map.of("people", all, "error", error));
  }

  private Reply inbox(int status, Person person, String task, String error) {
    List<Received> received = received(person);
    Map<String, Object> model = new HashMap<>();
    model.put("id", person.id());
    model.put("name", person.name());
    model.put("error", error);
    model.put("messages", received.stream().map(Received::model).toList());
    received.stream()
        .filter(message -> String.valueOf(message.sent().taskId()).equals(task))
        .filter(message -> message.readAt() != null && !message.sent().recalled())
        .findFirst()
        .ifPresent(message -> model.put("opened", message.openedModel()));
    return inbox.render(status, model);
  }

  private static String address(Person person) {
    return PATH + "?person=" + URLEncoder.encode(person.id(), StandardCharsets.UTF_8);
  }

  /** Newest first. */
  private List<Received> received(Person person) {
    Instant now = state.clock().instant();
    List<Received> received = new ArrayList<>();
    for (SentMessage message : book.all().reversed()) {
      for (Membership membership : person.memberships()) {
        if (membership.corpId().equals(message.corpId())) {
          message.arrived(now).stream()
              .filter(delivery -> delivery.userId().equals(membership.userId()))
              .map(delivery -> new Received(message, delivery.userId(), delivery.readAt()))
              .forEach(received::add);
        }
      }
    }
    return received;
  }

  /** A message that a person has. */
  private record Received(SentMessage sent, String userId, @Nullable Instant readAt) {

    private Map<String, Object> model() {
      return Map.of(
          "task", sent.taskId(),
          "app", sent.appId(),
          "corp", sent.corpId(),
          "time", TIME.format(sent.sentAt()),
          "title", sent.recalled() ? "" : MessageText.of(sent).title(),
          "recalled", sent.recalled(),
          "state", sent.recalled() ? "recalled" : readAt == null ? "unread" : "read");
    }

    private Map<String, Object> openedModel() {
      return Map.of("task", sent.taskId(), "lines", MessageText.of(sent).lines());
    }
  }
}
