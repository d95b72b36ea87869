package io.dinggate.local.message;

import io.dinggate.local.platform.Jdbc;
import io.dinggate.model.AppId;
import io.dinggate.model.DepartmentRef;
import io.dinggate.model.UserRef;
import io.dinggate.model.message.MessageContent;
import io.dinggate.model.message.SendMessage;
import io.dinggate.model.message.SendOptions;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The requests by which messages go to the cloud; the same ones however often they are made. */
@ApplicationScoped
class Outgoing {

  private static final String MESSAGES =
      "select " + MessageRows.MESSAGE + " from message where id = any(?)";

  // those whom departments brought in are not named
  private static final String NAMED =
      """
      select message, %s from message_recipient
      where message = any(?) and (user_id is null or department_id is null) and corp_id is not null
      order by message, position
      """
          .formatted(MessageRows.DELIVERY);

  private final Jdbc jdbc;
  private final MessageRows rows;

  Outgoing(Jdbc jdbc, MessageRows rows) {
    this.jdbc = jdbc;
    this.rows = rows;
  }

  /** The request of each message; none for one that is gone. */
  Map<UUID, SendMessage> requests(Collection<UUID> ids) {
    var messages = messages(ids);
    var named = named(ids);
    var requests = new HashMap<UUID, SendMessage>();
    for (var message : messages) {
      requests.put(
          message.id(),
          request(
              message.content(),
              message.app(),
              message.options(),
              named.getOrDefault(message.id(), List.of())));
    }
    return requests;
  }

  private List<Message> messages(Collection<UUID> ids) {
    return jdbc.run(
        MESSAGES,
        statement -> {
          statement.setArray(1, MessageRows.uuids(statement, ids));
          var messages = new ArrayList<Message>();
          try (var row = statement.executeQuery()) {
            while (row.next()) {
              messages.add(rows.message(row));
            }
          }
          return messages;
        });
  }

  private Map<UUID, List<Delivery>> named(Collection<UUID> ids) {
    return jdbc.run(
        NAMED,
        statement -> {
          statement.setArray(1, MessageRows.uuids(statement, ids));
          var named = new HashMap<UUID, List<Delivery>>();
          try (var row = statement.executeQuery()) {
            while (row.next()) {
              named
                  .computeIfAbsent(row.getObject("message", UUID.class), _ -> new ArrayList<>())
                  .add(MessageRows.delivery(row));
            }
          }
          return named;
        });
  }

  /** The request for a message to those whom it names; others of them are nothing for the cloud. */
  static SendMessage request(
      MessageContent content,
      @Nullable AppId app,
      @Nullable SendOptions options,
      List<Delivery> named) {
    var users = new ArrayList<UserRef>();
    var departments = new ArrayList<DepartmentRef>();
    for (var delivery : named) {
      if (!delivery.forTheCloud()) {
        continue;
      }
      var user = delivery.user();
      var department = delivery.department();
      if (user != null) {
        users.add(user);
      } else if (department != null) {
        departments.add(department);
      }
    }
    return new SendMessage(users, departments, content, app, options);
  }
}
