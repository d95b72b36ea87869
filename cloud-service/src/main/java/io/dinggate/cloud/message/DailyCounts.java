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
import java.util.Map;
import java.util.Set;

/**
 * {@link DailyRoom} by the messages that are stored, sent or not, and those that are about to be;
 * what failed does not count.
 */
final class DailyCounts implements DailyRoom {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Connection connection;
  private final MessageBodies bodies;
  private final MessageConfig config;
  private final PlannedCounts planned;

  /** Counts on that connection, and so for its unit only. */
  DailyCounts(Connection connection, MessageBodies bodies, MessageConfig config) {
    this(connection, bodies, config, new PlannedCounts());
  }

  /**
   * As the other constructor.
   *
   * @param planned what is about to be stored
   */
  DailyCounts(
      Connection connection, MessageBodies bodies, MessageConfig config, PlannedCounts planned) {
    this.connection = connection;
    this.bodies = bodies;
    this.config = config;
    this.planned = planned;
  }

  @Override
  public Set<UserRef> full(App app, long day, Collection<UserRef> people) throws SQLException {
    var byPerson = new LinkedHashMap<String, UserRef>();
    var counts = new LinkedHashMap<String, Integer>();
    for (var user : people) {
      var person = bodies.person(user);
      byPerson.put(person, user);
      counts.put(person, planned.of(app.id(), day, user));
    }
    var full = new HashSet<UserRef>();
    try (var select = connection.prepareStatement(COUNT)) {
      select.setString(1, json(counts));
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
   * to so often are the calls looked at. What is planned for each comes with the person.
   */
  static final String COUNT =
      """
      select p.key from json_each(?1) p where case
        when p.value + (select count(*) from recipient r
                        where r.person = p.key and r.day = ?2) < ?4
        then false
        else p.value + (select count(*) from recipient r cross join task t on t.id = r.task
                        where r.person = p.key and r.day = ?2 and t.app = ?3
                          and t.state <> 'FAILED') >= ?4
        end""";

  private int limit(AppKind kind) {
    return switch (kind) {
      case INTERNAL -> config.internalDailyPerPerson();
      case SUITE -> config.suiteDailyPerPerson();
    };
  }

  private static String json(Map<String, Integer> counts) {
    try {
      return JSON.writeValueAsString(counts);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a map of numbers is always JSON", e);
    }
  }
}
