package io.dinggate.bench.load;

import io.dinggate.bench.BenchException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Set;

/** The events in the cloud's SQLite file, read when the cloud is gone. */
final class StoredEvents {

  private StoredEvents() {}

  /** The keys of all events in that file. */
  static Set<EventKey> read(Path database) {
    var keys = new HashSet<EventKey>();
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + database);
        var statement = connection.createStatement();
        var rows = statement.executeQuery("select app, corp, happened_at from event")) {
      while (rows.next()) {
        keys.add(new EventKey(rows.getString(1), rows.getString(2), rows.getLong(3)));
      }
    } catch (SQLException e) {
      throw new BenchException("cannot read the cloud's events", e);
    }
    return keys;
  }
}
