package io.dinggate.cloud.event;

import io.dinggate.cloud.feed.Feed;
import io.dinggate.cloud.registry.Registry;
import io.dinggate.model.AppId;
import io.dinggate.model.CorpId;
import io.dinggate.model.SiteId;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Puts events into the feeds of the sites whose corps and apps they are about. */
@Singleton
final class EventRelay {

  private final Registry registry;
  private final Feed feed;

  EventRelay(Registry registry, Feed feed) {
    this.registry = registry;
    this.feed = feed;
  }

  /** The sites that are told of a corp by an app at present, in the order of their ids. */
  List<SiteId> sites(AppId app, String corp) {
    if (corp.isEmpty()) {
      return List.of();
    }
    var id = new CorpId(corp);
    return registry.snapshot().sites().stream()
        .filter(site -> site.corp(id).filter(in -> in.allows(app)).isPresent())
        .map(site -> site.id())
        .sorted(Comparator.comparing(SiteId::value))
        .toList();
  }

  /**
   * Appends an event to the feeds of these sites, in the unit that stores it.
   *
   * @param event its identity as it is stored
   * @param size about how many characters it has
   */
  void append(Connection connection, List<SiteId> sites, String event, int size)
      throws SQLException {
    for (var site : sites) {
      feed.appendPayload(connection, site, event, size);
    }
  }

  /** After the commit: whoever waits for it may look. */
  void wake(Collection<SiteId> sites) {
    sites.forEach(feed::wake);
  }
}
