package io.dinggate.sandbox.admin;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dinggate.sandbox.http.Json;
import io.dinggate.sandbox.media.MediaBook;
import io.dinggate.sandbox.media.MediaBook.Media;
import io.dinggate.sandbox.message.Delivery;
import io.dinggate.sandbox.message.Drop;
import io.dinggate.sandbox.message.MessageBook;
import io.dinggate.sandbox.message.SentMessage;
import io.dinggate.sandbox.state.State;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Looks at the messages, and decides what becomes of them. */
final class MessageCommands {
  private final State state;
  private final MessageBook book;
  private final MediaBook media;

  MessageCommands(Simulation simulation) {
    this.state = simulation.state();
    this.book = simulation.messages();
    this.media = simulation.media();
  }

  /** With {@code ?await=n&timeoutMillis=…} it waits for that many first. */
  ArrayNode messages(AdminCall call) {
    Duration timeout = Duration.ofMillis(call.query("timeoutMillis", 10_000));
    ArrayNode messages = Json.object().arrayNode();
    book.await(call.query("await", 0), timeout).forEach(message -> messages.add(document(message)));
    return messages;
  }

  ArrayNode media() {
    ArrayNode list = Json.object().arrayNode();
    for (Media uploaded : media.all()) {
      list.addObject()
          .put("mediaId", uploaded.mediaId())
          .put("type", uploaded.kind().type())
          .put("app", uploaded.appId())
          .put("corp", uploaded.corpId())
          .put("fileName", uploaded.fileName())
          .put("bytes", uploaded.bytes())
          .put("uploadedAt", uploaded.uploadedAt().toString());
    }
    return list;
  }

  void markRead(AdminCall call) {
    book.markRead(call.number("taskId"), call.text("user"));
  }

  void setDelivery(AdminCall call) {
    book.refuse(call.text("corp"), call.text("user"), drop(call));
  }

  private static @Nullable Drop drop(AdminCall call) {
    return switch (call.text("outcome")) {
      case "delivered" -> null;
      case "failed" -> Drop.failed();
      case "forbidden" -> Drop.forbidden(Math.toIntExact(call.number("code")));
      default -> throw new IllegalArgumentException("No outcome is called " + call.text("outcome"));
    };
  }

  private ObjectNode document(SentMessage message) {
    ObjectNode document = Json.object();
    document.put("taskId", message.taskId()).put("path", message.path());
    document
        .put("app", message.appId())
        .put("corp", message.corpId())
        .put("agentId", message.agentId());
    document.set("userIds", Json.tree(message.userIds()));
    document.set("deptIds", Json.tree(message.deptIds()));
    document.put("toAll", message.toAll());
    document.set("receivers", Json.tree(message.receivers()));
    document.set("invalidUserIds", Json.tree(message.invalidUserIds()));
    document.put("templateId", message.templateId());
    document.set("body", message.body());
    document.put("sentAt", message.sentAt().toString()).put("recalled", message.recalled());
    document.set("readBy", Json.tree(message.readBy()));
    Instant now = state.clock().instant();
    ArrayNode deliveries = document.putArray("deliveries");
    message.deliveries().forEach(delivery -> deliveries.add(document(message, delivery, now)));
    return document;
  }

  private static ObjectNode document(SentMessage message, Delivery delivery, Instant now) {
    ObjectNode document =
        Json.object()
            .put("user", delivery.userId())
            .put("fate", message.fate(delivery, now).name());
    Drop dropped = delivery.dropped();
    if (dropped == null) {
      document.put("arrivesAt", delivery.arrivesAt().toString());
    } else {
      document.put("reason", dropped.reason().name()).put("code", dropped.code());
    }
    if (delivery.readAt() != null) {
      document.put("readAt", delivery.readAt().toString());
    }
    return document;
  }
}
