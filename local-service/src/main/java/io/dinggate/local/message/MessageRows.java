package io.dinggate.local.message;

import io.dinggate.local.binding.StaffRef;
import io.dinggate.model.AppId;
import io.dinggate.model.CorpId;
import io.dinggate.model.DepartmentRef;
import io.dinggate.model.MessageId;
import io.dinggate.model.StaffId;
import io.dinggate.model.TenantId;
import io.dinggate.model.UserId;
import io.dinggate.model.UserRef;
import io.dinggate.model.message.DeliveryState;
import io.dinggate.model.message.MessageContent;
import io.dinggate.platform.keys.Sealer;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Array;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** How a message stands in the tables; the content is sealed there. */
@ApplicationScoped
class MessageRows {

  /** The columns of {@link #message}. */
  static final String MESSAGE =
      "id, caller, message_id, body_hash, content, app, options, accepted_at, changed_at, version,"
          + " revision, closed, counts, cancel_requested_at, recall_requested_at, noted";

  /** The columns of {@link #delivery}. */
  static final String DELIVERY =
      "position, corp_id, user_id, tenant_id, staff_id, department_id, state, reason, detail,"
          + " task_id, people, version";

  /** The end of what PostgreSQL and people can count in; later times are as good as never. */
  static final Instant FAR = Instant.parse("9999-01-01T00:00:00Z");

  private final Sealer sealer;

  MessageRows(Sealer sealer) {
    this.sealer = sealer;
  }

  static OffsetDateTime timestamp(Instant instant) {
    return within(instant).atOffset(ZoneOffset.UTC);
  }

  /** The time, or the end of what can be counted in. */
  static Instant within(Instant instant) {
    if (instant.isAfter(FAR)) {
      return FAR;
    }
    return instant.isBefore(Instant.EPOCH) ? Instant.EPOCH : instant;
  }

  static @Nullable OffsetDateTime timestampOrNull(@Nullable Instant instant) {
    return instant == null ? null : timestamp(instant);
  }

  static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  static @Nullable Instant instantOrNull(ResultSet row, String column) throws SQLException {
    var at = row.getObject(column, OffsetDateTime.class);
    return at == null ? null : at.toInstant();
  }

  static Array uuids(PreparedStatement statement, Collection<UUID> ids) throws SQLException {
    return statement.getConnection().createArrayOf("uuid", ids.toArray());
  }

  /** One text, or null, for each element. */
  static <T> Array texts(
      PreparedStatement statement, List<T> elements, Function<T, @Nullable String> text)
      throws SQLException {
    return statement.getConnection().createArrayOf("text", elements.stream().map(text).toArray());
  }

  /** One number, or null, for each element; {@code type} is PostgreSQL's. */
  static <T> Array numbers(
      PreparedStatement statement,
      String type,
      List<T> elements,
      Function<T, ? extends @Nullable Number> number)
      throws SQLException {
    return statement.getConnection().createArrayOf(type, elements.stream().map(number).toArray());
  }

  Message message(ResultSet row) throws SQLException {
    var id = row.getObject("id", UUID.class);
    var app = row.getString("app");
    var options = row.getString("options");
    return new Message(
        id,
        new MessageKey(row.getString("caller"), new MessageId(row.getString("message_id"))),
        row.getString("body_hash"),
        open(id, row.getString("content")),
        app == null ? null : new AppId(app),
        options == null ? null : MessageJson.readOptions(options),
        instant(row, "accepted_at"),
        instant(row, "changed_at"),
        row.getLong("version"),
        row.getLong("revision"),
        row.getBoolean("closed"),
        MessageJson.readCounts(row.getString("counts")),
        instantOrNull(row, "cancel_requested_at"),
        instantOrNull(row, "recall_requested_at"),
        row.getInt("noted"));
  }

  static List<Delivery> deliveries(PreparedStatement statement) throws SQLException {
    var deliveries = new ArrayList<Delivery>();
    try (var row = statement.executeQuery()) {
      while (row.next()) {
        deliveries.add(delivery(row));
      }
    }
    return deliveries;
  }

  static Delivery delivery(ResultSet row) throws SQLException {
    var tenant = row.getString("tenant_id");
    var corp = row.getString("corp_id");
    var user = row.getString("user_id");
    var department = row.getObject("department_id", Long.class);
    return new Delivery(
        row.getInt("position"),
        tenant == null
            ? null
            : new StaffRef(new TenantId(tenant), new StaffId(row.getString("staff_id"))),
        corp == null || user == null ? null : new UserRef(new CorpId(corp), new UserId(user)),
        corp == null || department == null ? null : new DepartmentRef(new CorpId(corp), department),
        DeliveryState.valueOf(row.getString("state")),
        row.getString("reason"),
        row.getString("detail"),
        row.getString("task_id"),
        row.getObject("people", Integer.class),
        row.getLong("version"));
  }

  /**
   * Sets the twelve columns of {@link #DELIVERY} as arrays, from the parameter {@code first} on.
   */
  static void setDeliveries(PreparedStatement statement, int first, List<Delivery> deliveries)
      throws SQLException {
    statement.setArray(first, numbers(statement, "integer", deliveries, Delivery::position));
    statement.setArray(first + 1, texts(statement, deliveries, MessageRows::corp));
    statement.setArray(
        first + 2,
        texts(statement, deliveries, d -> d.user() == null ? null : d.user().userId().value()));
    statement.setArray(
        first + 3,
        texts(statement, deliveries, d -> d.staff() == null ? null : d.staff().tenantId().value()));
    statement.setArray(
        first + 4,
        texts(statement, deliveries, d -> d.staff() == null ? null : d.staff().staffId().value()));
    statement.setArray(
        first + 5,
        numbers(
            statement,
            "bigint",
            deliveries,
            d -> d.department() == null ? null : d.department().departmentId()));
    statement.setArray(first + 6, texts(statement, deliveries, d -> d.state().name()));
    statement.setArray(first + 7, texts(statement, deliveries, Delivery::reason));
    statement.setArray(first + 8, texts(statement, deliveries, Delivery::detail));
    statement.setArray(first + 9, texts(statement, deliveries, Delivery::taskId));
    statement.setArray(first + 10, numbers(statement, "integer", deliveries, Delivery::people));
    statement.setArray(first + 11, numbers(statement, "bigint", deliveries, Delivery::version));
  }

  private static @Nullable String corp(Delivery delivery) {
    var user = delivery.user();
    if (user != null) {
      return user.corp().value();
    }
    var department = delivery.department();
    return department == null ? null : department.corp().value();
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
