package io.dinggate.cloud.feed;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.dinggate.cloud.feed.FeedPolls.Query;
import io.dinggate.cloud.testing.MovableClock;
import io.dinggate.cloud.testing.SqliteFile;
import io.dinggate.model.MessageId;
import io.dinggate.model.SiteId;
import io.dinggate.model.feed.FeedCursor;
import io.dinggate.model.feed.FeedItem;
import io.dinggate.model.feed.FeedPage;
import io.dinggate.model.feed.MessageChanged;
import io.dinggate.platform.keys.Sealer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Feeds on a database of their own. */
final class FeedStage {

  static final Duration RETENTION = Duration.ofDays(14);
  static final long MAX_BYTES = 2_000;
  static final SiteId EAST = new SiteId("east");
  static final SiteId NORTH = new SiteId("north");

  final SqliteFile database;
  final MovableClock clock = new MovableClock();
  final FeedWaiters waiters;
  final FeedItems items;
  final Feed feed;
  final FeedPolls polls;
  final FeedAcknowledgements acknowledgements;

  FeedStage(Path directory, int pageBytes) {
    database = new SqliteFile(directory);
    var config = config(pageBytes);
    var json =
        new ObjectMapper()
            .registerModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS);
    waiters = new FeedWaiters();
    items = new FeedItems(new Sealer(Map.of("k1", new byte[32]), "k1"), json);
    feed = new StoredFeed(items, waiters, clock);
    polls =
        new FeedPolls(database, database, items, (_, names) -> payloads(names), waiters, config);
    acknowledgements = new FeedAcknowledgements(database, database);
  }

  static FeedConfig config(int pageBytes) {
    return new FeedConfig() {
      @Override
      public int pageBytes() {
        return pageBytes;
      }

      @Override
      public Duration retention() {
        return RETENTION;
      }

      @Override
      public long maxBytes() {
        return MAX_BYTES;
      }

      @Override
      public Duration deleteEvery() {
        return Duration.ofMinutes(1);
      }
    };
  }

  /** Stored elsewhere: each says what its name says. */
  private static Map<String, FeedItem> payloads(Collection<String> names) {
    return names.stream().collect(Collectors.toMap(name -> name, name -> changed(name.length())));
  }

  /** Appends what says that much of message {@code m-<version>}, and wakes the site. */
  void append(SiteId site, long... versions) {
    for (var version : versions) {
      database.sql(
          connection -> {
            feed.append(connection, site, changed(version));
            return true;
          });
    }
    feed.wake(site);
  }

  static FeedItem changed(long version) {
    return new MessageChanged(new MessageId("m-" + version), version, false, List.of(), List.of());
  }

  /** What there is at once. */
  FeedPage read(SiteId site, @Nullable String epoch, long after) {
    return read(site, epoch, after, 100);
  }

  FeedPage read(SiteId site, @Nullable String epoch, long after, int limit) {
    return polls
        .poll(new Query(site, epoch, after, limit), Duration.ZERO)
        .toCompletableFuture()
        .join();
  }

  CompletableFuture<FeedPage> poll(SiteId site, @Nullable String epoch, long after, Duration wait) {
    return polls.poll(new Query(site, epoch, after, 100), wait).toCompletableFuture();
  }

  String epoch(SiteId site) {
    return read(site, null, 0, 1).epoch();
  }

  void acknowledge(SiteId site, long sequence) {
    acknowledgements.acknowledge(site, new FeedCursor(epoch(site), sequence));
  }

  static List<Long> sequences(FeedPage page) {
    return page.entries().stream().map(entry -> entry.sequence()).toList();
  }

  static List<FeedItem> items(FeedPage page) {
    return page.entries().stream().map(entry -> entry.item()).toList();
  }
}
