package io.dinggate.local.message;

import io.dinggate.local.platform.Jdbc;
import io.dinggate.model.MessageId;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** Reads where many messages stand, by one statement and without their contents. */
@ApplicationScoped
class Standings {

  private static final String SELECT =
      "select id, message_id, closed, changed_at, counts, revision from message where id = any(?)";

  private final Jdbc jdbc;

  Standings(Jdbc jdbc) {
    this.jdbc = jdbc;
  }

  /** Those that are still there. */
  Map<UUID, Standing> of(Collection<UUID> messages) {
    return jdbc.run(
        SELECT,
        statement -> {
          statement.setArray(1, MessageRows.uuids(statement, messages));
          var standings = new HashMap<UUID, Standing>();
          try (var row = statement.executeQuery()) {
            while (row.next()) {
              var standing = standing(row);
              standings.put(standing.message(), standing);
            }
          }
          return standings;
        });
  }

  private static Standing standing(ResultSet row) throws SQLException {
    var counts = MessageJson.readCounts(row.getString("counts"));
    return new Standing(
        row.getObject("id", UUID.class),
        row.getLong("revision"),
        new MessageNews(
            new MessageId(row.getString("message_id")),
            counts.state(),
            row.getBoolean("closed"),
            MessageRows.instant(row, "changed_at"),
            counts.total(),
            counts.wire()));
  }
}
