package io.dinggate.cloud.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dinggate.cloud.feed.FeedPayloads;
import io.dinggate.model.AppId;
import io.dinggate.model.CorpId;
import io.dinggate.model.feed.EventReceived;
import io.dinggate.model.feed.FeedItem;
import io.dinggate.platform.keys.Sealer;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Events as sites are told of them. What DingTalk tells the cloud alone is left out. */
@Singleton
final class EventPayloads implements FeedPayloads {

  private static final String SELECT =
      "select identity, app, corp, biz_type, type, subject, happened_at, stale, content from event"
          + " where identity in (select value from json_each(?))";

  private static final TypeReference<Map<String, @Nullable Object>> MEMBERS =
      new TypeReference<>() {};

  private final Sealer sealer;
  private final ObjectMapper json;

  EventPayloads(Sealer sealer, ObjectMapper json) {
    this.sealer = sealer;
    this.json = json;
  }

  @Override
  public Map<String, FeedItem> items(Connection connection, Collection<String> payloads)
      throws SQLException {
    try (var select = connection.prepareStatement(SELECT)) {
      select.setString(1, write(payloads));
      var items = new HashMap<String, FeedItem>();
      try (var rows = select.executeQuery()) {
        while (rows.next()) {
          items.put(rows.getString("identity"), item(rows));
        }
      }
      return items;
    }
  }

  private EventReceived item(ResultSet row) throws SQLException {
    var identity = row.getString("identity");
    var number = row.getInt("biz_type");
    var bizType = row.wasNull() ? null : number;
    var type = row.getString("type");
    var subject = row.getString("subject");
    var content = sealer.open(EventStore.context(identity), row.getString("content"));
    return new EventReceived(
        identity,
        new AppId(row.getString("app")),
        new CorpId(row.getString("corp")),
        bizType,
        type,
        subject == null ? null : sealer.open(EventStore.subjectContext(identity), subject),
        row.getTimestamp("happened_at").toInstant(),
        row.getBoolean("stale"),
        EventKind.isTheCloudsAlone(type) ? null : data(bizType, content),
        false);
  }

  /** Of a row what it carries; of an event that came alone all of it. */
  private @Nullable Map<String, @Nullable Object> data(@Nullable Integer bizType, String content) {
    var body = EventBody.parse(content);
    return body.flatMap(all -> bizType == null ? Optional.of(all) : all.object("biz_data"))
        .map(told -> read(told.json()))
        .orElse(null);
  }

  private Map<String, @Nullable Object> read(String object) {
    try {
      return json.readValue(object, MEMBERS);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a stored event is always JSON", e);
    }
  }

  private String write(Collection<String> names) {
    try {
      return json.writeValueAsString(names);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a list of texts is always JSON", e);
    }
  }
}
