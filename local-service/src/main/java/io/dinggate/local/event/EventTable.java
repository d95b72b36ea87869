package io.dinggate.local.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dinggate.local.platform.Jdbc;
import io.dinggate.model.CorpId;
import io.dinggate.platform.keys.Sealer;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The events, as PostgreSQL has them: each once, what they say sealed. */
@ApplicationScoped
class EventTable {

  private static final String ADD =
      """
      insert into event (id, corp, biz_type, type, content, received_at)
      values (?, ?, ?, ?, ?, ?)
      on conflict (id) do nothing
      """;

  // the parts that do not apply are left out of the text, so that the plan sees the index
  private static final String LIST = "select position, id, content from event where position > ?";

  private static final String FORGET =
      """
      delete from event where position in (
        select position from event where received_at < ? order by received_at limit ?)
      """;

  private final Jdbc jdbc;
  private final Sealer sealer;
  private final ObjectMapper json;
  private final Clock clock;

  EventTable(Jdbc jdbc, Sealer sealer, ObjectMapper json, Clock clock) {
    this.jdbc = jdbc;
    this.sealer = sealer;
    this.json = json;
    this.clock = clock;
  }

  /** Stores an event; false when it is there already. */
  boolean add(EventView event) {
    var content = sealer.seal(context(event.id()), write(event));
    return jdbc.update(
            ADD,
            statement -> {
              statement.setString(1, event.id());
              statement.setString(2, event.corp().value());
              statement.setObject(3, event.bizType(), Types.INTEGER);
              statement.setString(4, event.type());
              statement.setString(5, content);
              statement.setObject(6, clock.instant().atOffset(ZoneOffset.UTC));
            })
        == 1;
  }

  /**
   * Which events to list.
   *
   * @param after those behind this place; 0 for all
   * @param corp only those about it; null for all
   * @param type only those of that type; null for all
   */
  record Query(long after, @Nullable CorpId corp, @Nullable String type, int limit) {}

  /** An event and its place in the order of arrival. */
  record Placed(long position, EventView event) {}

  /** Events in the order of their arrival. */
  List<Placed> list(Query query) {
    var corp = query.corp();
    var type = query.type();
    var sql =
        LIST
            + (corp == null ? "" : " and corp = ?")
            + (type == null ? "" : " and type = ?")
            + " order by position limit ?";
    return jdbc.run(
        sql,
        statement -> {
          var index = 0;
          statement.setLong(++index, query.after());
          if (corp != null) {
            statement.setString(++index, corp.value());
          }
          if (type != null) {
            statement.setString(++index, type);
          }
          statement.setInt(++index, query.limit());
          return placed(statement);
        });
  }

  private List<Placed> placed(PreparedStatement statement) throws SQLException {
    var events = new ArrayList<Placed>();
    try (var row = statement.executeQuery()) {
      while (row.next()) {
        var event = read(sealer.open(context(row.getString("id")), row.getString("content")));
        events.add(new Placed(row.getLong("position"), event));
      }
    }
    return events;
  }

  /** Deletes events that arrived before; answers how many, {@code limit} at most. */
  int forget(Instant before, int limit) {
    return jdbc.update(
        FORGET,
        statement -> {
          statement.setObject(1, before.atOffset(ZoneOffset.UTC));
          statement.setInt(2, limit);
        });
  }

  private String write(EventView event) {
    try {
      return json.writeValueAsString(event);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an event is always JSON", e);
    }
  }

  private EventView read(String content) {
    try {
      return json.readValue(content, EventView.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a stored event is always JSON", e);
    }
  }

  private static String context(String id) {
    return "event.content:" + id;
  }
}
