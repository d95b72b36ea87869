package io.dinggate.cloud.message;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dinggate.cloud.registry.App;
import io.dinggate.cloud.registry.AppKind;
import io.dinggate.model.UserRef;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Set;

/** {@link DailyRoom} by the messages that are stored, sent or not; what failed does not count. */
final class DailyCounts implements DailyRoom {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Connection connection;
  private final MessageBodies bodies;
  private final MessageConfig config;

  /** Counts on that connection, and so for its unit only. */
  DailyCounts(Connection connection, MessageBodies bodies, MessageConfig config) {
    this.connection = connection;
    this.bodies = bodies;
    this.config = config;
  }

  @Override
  public Set<UserRef> full(App app, long day, Collection<UserRef> people) throws SQLException {
    var byPerson = new LinkedHashMap<String, UserRef>();
    people.forEach(user -> byPerson.put(bodies.person(user), user));
    var full = new HashSet<UserRef>();
    try (var select = connection.prepareStatement(COUNT)) {
      select.setString(1, json(byPerson.keySet()));
      select.setLong(2, day);
      select.setString(3, app.id().value());
      select.setInt(4, limit(app.kind()));
      try (var rows = select.executeQuery()) {
        while (rows.next()) {
          full.add(byPerson.get(rows.getString(1)));
        }
      }
    }
    return full;
  }

  /**
   * Each person by the index, which is enough for nearly all; only of those whom anything has come
   * to so often are the calls looked at.
   */
  static final String COUNT =
      """
      select p.value from json_each(?1) p where case
        when (select count(*) from recipient r where r.person = p.value and r.day = ?2) < ?4
        then false
        else (select count(*) from recipient r cross join task t on t.id = r.task
              where r.person = p.value and r.day = ?2 and t.app = ?3 and t.state <> 'FAILED') >= ?4
        end""";

  private int limit(AppKind kind) {
    return switch (kind) {
      case INTERNAL -> config.internalDailyPerPerson();
      case SUITE -> config.suiteDailyPerPerson();
    };
  }

  private static String json(Set<String> texts) {
    try {
      return JSON.writeValueAsString(texts);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a set of texts is always JSON", e);
    }
  }
}
