package io.dinggate.cloud.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dinggate.cloud.feed.Feed;
import io.dinggate.cloud.platform.Reads;
import io.dinggate.cloud.platform.Writes;
import io.dinggate.cloud.registry.Registry;
import io.dinggate.cloud.registry.Site;
import io.dinggate.cloud.site.Audit;
import io.dinggate.cloud.site.AuditEntry;
import io.dinggate.model.SiteId;
import io.dinggate.model.feed.EventReceived;
import io.dinggate.model.problem.ApiException;
import io.dinggate.model.problem.ErrorCode;
import io.dinggate.platform.web.RequestIds;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tells a site of events once more: appends new entries that name the original. Only of those that
 * the site may be told of now, and never of what is the cloud's alone.
 */
@Singleton
final class EventReplay {

  /** Small enough for other writes to come in between. */
  private static final int BATCH = 100;

  private static final String SELECT =
      "select id, identity, type from event where id >= ? and received_at >= ?"
          + " and corp || char(10) || app in (select value from json_each(?))"
          + " order by id limit ?";

  private static final String OF_EVENT =
      "select id from event where identity = ?"
          + " and corp || char(10) || app in (select value from json_each(?))";

  /** By the index of the times, which knows the ids too. */
  private static final String SINCE = "select min(id) from event where received_at >= ?";

  private static final String OF_SEQUENCE =
      "select e.id from feed_entry f join event e on e.identity = f.payload"
          + " where f.site = ? and f.sequence >= ? order by f.sequence limit 1";

  private static final String IS_KEPT =
      "select 1 from feed f join feed_entry e on e.site = f.site"
          + " where f.site = ? and e.sequence = ? and f.epoch = coalesce(?, f.epoch)";

  private final Reads reads;
  private final Writes writes;
  private final Registry registry;
  private final EventPayloads payloads;
  private final Feed feed;
  private final Audit audit;
  private final ObjectMapper json;

  EventReplay(
      Reads reads,
      Writes writes,
      Registry registry,
      EventPayloads payloads,
      Feed feed,
      Audit audit,
      ObjectMapper json) {
    this.reads = reads;
    this.writes = writes;
    this.registry = registry;
    this.payloads = payloads;
    this.feed = feed;
    this.audit = audit;
    this.json = json;
  }

  /** An event by its place in the order of arrival. */
  private record Found(long id, String identity, String type) {}

  /**
   * Appends the entries, in units of bounded size; what was appended stays when a later unit fails.
   *
   * @param actor who wants it, as the audit names it
   * @throws ApiException {@code NOT_FOUND} for a site or an event that is none of the site's,
   *     {@code FEED_GONE} for an entry that is not kept
   */
  ReplayedEvents replay(SiteId id, ReplayEvents wish, String actor) {
    var site =
        registry
            .snapshot()
            .site(id)
            .orElseThrow(() -> new ApiException(ErrorCode.NOT_FOUND, "No site of that id."));
    var pairs = pairs(site);
    var next = start(site.id(), wish.from(), pairs);
    var since = wish.from().since() == null ? Instant.EPOCH : wish.from().since();
    var done = 0;
    while (done < wish.most()) {
      var batch = Math.min(BATCH, wish.most() - done);
      var found = find(next, since, pairs, batch + 1);
      if (found.isEmpty()) {
        return new ReplayedEvents(done, null);
      }
      var now = found.subList(0, Math.min(batch, found.size()));
      done += append(site.id(), now, actor);
      feed.wake(site.id());
      if (found.size() <= batch) {
        return new ReplayedEvents(done, null);
      }
      next = found.getLast().id();
      if (done >= wish.most()) {
        return new ReplayedEvents(done, found.getLast().identity());
      }
    }
    throw new IllegalStateException("a limit is one at least");
  }

  /** The place in the order of arrival to begin with. */
  private long start(SiteId site, ReplayEvents.From from, String pairs) {
    var event = from.event();
    var sequence = from.sequence();
    var since = from.since();
    if (event != null) {
      return reads
          .query(connection -> first(connection, OF_EVENT, event, pairs))
          .orElseThrow(() -> new ApiException(ErrorCode.NOT_FOUND, "No event of that id."));
    }
    if (sequence != null) {
      return reads.query(connection -> startAt(connection, site, sequence, from.epoch()));
    }
    return since == null
        ? 0
        : reads
            .query(connection -> first(connection, SINCE, Timestamp.from(since)))
            .orElse(Long.MAX_VALUE);
  }

  private static long startAt(
      Connection connection, SiteId site, long sequence, @Nullable String epoch)
      throws SQLException {
    if (first(connection, IS_KEPT, site.value(), sequence, epoch).isEmpty()) {
      throw new ApiException(
          ErrorCode.FEED_GONE, "This entry is not kept; name an event, or a time.");
    }
    return first(connection, OF_SEQUENCE, site.value(), sequence).orElse(Long.MAX_VALUE);
  }

  private static Optional<Long> first(
      Connection connection, String sql, @Nullable Object... parameters) throws SQLException {
    try (var select = connection.prepareStatement(sql)) {
      for (var parameter = 0; parameter < parameters.length; parameter++) {
        select.setObject(parameter + 1, parameters[parameter]);
      }
      try (var row = select.executeQuery()) {
        return row.next()
            ? Optional.ofNullable(row.getObject(1)).map(id -> ((Number) id).longValue())
            : Optional.empty();
      }
    }
  }

  private List<Found> find(long from, Instant since, String pairs, int limit) {
    var found = new ArrayList<Found>();
    var next = from;
    while (found.size() < limit) {
      var page = page(next, since, pairs, limit);
      page.stream().filter(event -> !EventKind.isTheCloudsAlone(event.type())).forEach(found::add);
      if (page.size() < limit) {
        break;
      }
      next = page.getLast().id() + 1;
    }
    return found.subList(0, Math.min(limit, found.size()));
  }

  private List<Found> page(long from, Instant since, String pairs, int limit) {
    return reads.query(
        connection -> {
          try (var select = connection.prepareStatement(SELECT)) {
            select.setLong(1, from);
            select.setTimestamp(2, Timestamp.from(since));
            select.setString(3, pairs);
            select.setInt(4, limit);
            try (var rows = select.executeQuery()) {
              var page = new ArrayList<Found>();
              while (rows.next()) {
                page.add(new Found(rows.getLong(1), rows.getString(2), rows.getString(3)));
              }
              return page;
            }
          }
        });
  }

  /** Those that are still kept. */
  private int append(SiteId site, List<Found> events, String actor) {
    var requestId = RequestIds.current();
    var names = events.stream().map(Found::identity).toList();
    var appended =
        writes.<Integer>sql(
            connection -> {
              var items = payloads.items(connection, names);
              var count = 0;
              for (var name : names) {
                if (items.get(name) instanceof EventReceived original) {
                  feed.append(connection, site, onceMore(original));
                  count++;
                }
              }
              audit.insertChange(connection, entry(actor, site, count), requestId);
              return count;
            });
    audit.logChange(entry(actor, site, appended));
    return appended;
  }

  private static AuditEntry entry(String actor, SiteId site, int events) {
    return new AuditEntry(actor, "feed.replay", site.value(), "events:" + events);
  }

  private static EventReceived onceMore(EventReceived original) {
    return new EventReceived(
        original.id(),
        original.app(),
        original.corp(),
        original.bizType(),
        original.event(),
        original.subject(),
        original.happenedAt(),
        original.stale(),
        original.data(),
        true);
  }

  /** The corps and apps that the site is told of, as the statements take them. */
  private String pairs(Site site) {
    var pairs =
        site.corps().stream()
            .flatMap(corp -> corp.apps().stream().map(app -> corp.corp() + "\n" + app))
            .toList();
    try {
      return json.writeValueAsString(pairs);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a list of texts is always JSON", e);
    }
  }
}
