package io.dinggate.local.message;

import io.dinggate.local.binding.StaffRef;
import io.dinggate.model.AppId;
import io.dinggate.model.CorpId;
import io.dinggate.model.MessageId;
import io.dinggate.model.StaffId;
import io.dinggate.model.TenantId;
import io.dinggate.model.UserId;
import io.dinggate.model.UserRef;
import io.dinggate.model.message.MessageContent;
import io.dinggate.platform.keys.Sealer;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** How a message stands in the tables; the content is sealed there. */
@ApplicationScoped
class MessageRows {

  private static final String SELECT =
      """
      select id, caller, message_id, body_hash, content, app, accepted_at, attempts
      from message
      """;

  private static final String RECIPIENTS =
      """
      select position, corp_id, user_id, tenant_id, staff_id, state, reason, detail, task_id
      from message_recipient where message = ? order by position
      """;

  private final Jdbc jdbc;
  private final Sealer sealer;

  MessageRows(Jdbc jdbc, Sealer sealer) {
    this.jdbc = jdbc;
    this.sealer = sealer;
  }

  static OffsetDateTime timestamp(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }

  Optional<Message> find(MessageKey key) {
    return jdbc.run(
        SELECT + "where caller = ? and message_id = ?",
        statement -> {
          statement.setString(1, key.owner());
          statement.setString(2, key.id().value());
          return one(statement);
        });
  }

  /** The message, which nobody else can change until the transaction ends. */
  Message lock(UUID id) {
    return jdbc.run(
            SELECT + "where id = ? for update",
            statement -> {
              statement.setObject(1, id);
              return one(statement);
            })
        .orElseThrow(() -> new IllegalStateException("the message is gone: " + id));
  }

  /** Sets the parameters of the one statement that stores a new message. */
  void fill(PreparedStatement statement, Message message) throws SQLException {
    var app = message.app();
    statement.setObject(1, message.id());
    statement.setString(2, message.key().owner());
    statement.setString(3, message.key().id().value());
    statement.setString(4, message.hash());
    statement.setString(5, seal(message.id(), message.content()));
    statement.setString(6, app == null ? null : app.value());
    statement.setObject(7, timestamp(message.acceptedAt()));
    statement.setObject(8, timestamp(message.acceptedAt()));
    statement.setInt(9, message.attempts());
    statement.setString(10, message.progress().name());
    fillRecipients(statement, message.deliveries());
  }

  private static void fillRecipients(PreparedStatement statement, List<Delivery> deliveries)
      throws SQLException {
    statement.setArray(
        11,
        statement
            .getConnection()
            .createArrayOf("integer", deliveries.stream().map(Delivery::position).toArray()));
    setTexts(statement, 12, deliveries, d -> d.user() == null ? null : d.user().corp().value());
    setTexts(statement, 13, deliveries, d -> d.user() == null ? null : d.user().userId().value());
    setTexts(
        statement, 14, deliveries, d -> d.staff() == null ? null : d.staff().tenantId().value());
    setTexts(
        statement, 15, deliveries, d -> d.staff() == null ? null : d.staff().staffId().value());
    setTexts(statement, 16, deliveries, d -> d.progress().name());
    setTexts(statement, 17, deliveries, Delivery::reason);
    setTexts(statement, 18, deliveries, Delivery::detail);
  }

  private static void setTexts(
      PreparedStatement statement,
      int index,
      List<Delivery> deliveries,
      Function<Delivery, @Nullable String> text)
      throws SQLException {
    statement.setArray(
        index,
        statement.getConnection().createArrayOf("text", deliveries.stream().map(text).toArray()));
  }

  private Optional<Message> one(PreparedStatement statement) throws SQLException {
    try (var found = statement.executeQuery()) {
      return found.next()
          ? Optional.of(message(found, statement.getConnection()))
          : Optional.empty();
    }
  }

  /** Stays on the connection of the row: whoever waits for a second one may wait for himself. */
  private Message message(ResultSet row, Connection connection) throws SQLException {
    var id = row.getObject("id", UUID.class);
    var app = row.getString("app");
    return new Message(
        id,
        new MessageKey(row.getString("caller"), new MessageId(row.getString("message_id"))),
        row.getString("body_hash"),
        open(id, row.getString("content")),
        app == null ? null : new AppId(app),
        row.getObject("accepted_at", OffsetDateTime.class).toInstant(),
        row.getInt("attempts"),
        deliveries(connection, id));
  }

  private static List<Delivery> deliveries(Connection connection, UUID message)
      throws SQLException {
    var deliveries = new ArrayList<Delivery>();
    try (var statement = connection.prepareStatement(RECIPIENTS)) {
      statement.setObject(1, message);
      try (var row = statement.executeQuery()) {
        while (row.next()) {
          deliveries.add(delivery(row));
        }
      }
    }
    return deliveries;
  }

  private static Delivery delivery(ResultSet row) throws SQLException {
    var tenant = row.getString("tenant_id");
    var corp = row.getString("corp_id");
    return new Delivery(
        row.getInt("position"),
        tenant == null
            ? null
            : new StaffRef(new TenantId(tenant), new StaffId(row.getString("staff_id"))),
        corp == null ? null : new UserRef(new CorpId(corp), new UserId(row.getString("user_id"))),
        Progress.valueOf(row.getString("state")),
        row.getString("reason"),
        row.getString("detail"),
        row.getString("task_id"));
  }

  /** Writes a content so that it can be read in the row of its message only. */
  String seal(UUID message, MessageContent content) {
    return sealer.seal("message.content:" + message, MessageJson.write(content));
  }

  /** Reads what {@link #seal} wrote. */
  MessageContent open(UUID message, String sealed) {
    return MessageJson.readContent(sealer.open("message.content:" + message, sealed));
  }
}
