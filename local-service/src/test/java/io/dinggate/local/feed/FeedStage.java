package io.dinggate.local.feed;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.dinggate.local.platform.StopSignal;
import io.dinggate.local.platform.Transactions;
import io.dinggate.local.testing.PlainDatabase;
import io.dinggate.local.testing.SettableClock;
import io.dinggate.model.feed.FeedCursor;
import io.dinggate.model.feed.FeedEntry;
import io.dinggate.model.feed.MessageChanged;
import io.dinggate.platform.keys.Sealer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** A site that reads a scripted feed into a real database; every application leaves a row. */
final class FeedStage {

  static final int ATTEMPTS = 3;

  final PlainDatabase database = PlainDatabase.create();
  final SettableClock clock = new SettableClock();
  final ScriptedFeed cloud = new ScriptedFeed();
  final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  final Sealer sealer = new Sealer(Map.of("k1", new byte[32]), "k1");
  final ParkedEntries parked =
      new ParkedEntries(
          database.jdbc(), sealer, new ObjectMapper().registerModule(new JavaTimeModule()), clock);
  final FeedStanding standing = new FeedStanding(parked, clock, meters);
  final FeedAnswers answers = answers();
  final CursorRow cursorRow = new CursorRow(database.jdbc(), clock);
  final AtomicInteger gaps = new AtomicInteger();
  final List<Instant> caughtUp = new ArrayList<>();
  final StopSignal signal = new StopSignal();

  /** What else an applier does with an entry, after its effect. */
  volatile Consumer<FeedEntry> then = _ -> {};

  /** How many entries are fetched at once. */
  int batch = 100;

  Duration acknowledgeEvery = Duration.ZERO;

  FeedStage() {
    database.run(
        "create table effect (number bigint generated always as identity, sequence bigint,"
            + " message text)");
  }

  /** A reader that knows nothing yet, as after a restart. */
  FeedRounds reader() {
    return reader(database);
  }

  FeedRounds reader(Transactions transactions) {
    return new FeedRounds(cloud, steps(transactions), answers, standing, config(), clock);
  }

  /** As another replica, or the next process, knows it. */
  FeedAnswers answers() {
    return new FeedAnswers(database.jdbc(), clock);
  }

  /** What operators do about what is parked. */
  Parking parking() {
    return new Parking(database, cursorRow, appliers(), parked, standing);
  }

  private FeedAppliers appliers() {
    return new FeedAppliers(List.of(new Recorder()));
  }

  FeedSteps steps(Transactions transactions) {
    return new FeedSteps(
        transactions,
        cursorRow,
        appliers(),
        parked,
        List.of(gaps::incrementAndGet),
        List.of(caughtUp::add));
  }

  void round(FeedRounds reader) {
    reader.round(Duration.ofSeconds(25), signal);
  }

  FeedCursor cursor() {
    return cursorRow.read().orElseThrow();
  }

  /**
   * Which entries had their effect, in the order of the feed; one that had it twice comes twice.
   */
  List<Long> effects() {
    return database
        .jdbc()
        .run(
            "select coalesce(array_agg(sequence order by sequence), '{}') from effect",
            statement -> {
              try (var row = statement.executeQuery()) {
                row.next();
                return List.of((Long[]) row.getArray(1).getArray());
              }
            });
  }

  /** The same, as they came about. */
  List<Long> effectsInOrder() {
    return database
        .jdbc()
        .run(
            "select coalesce(array_agg(sequence order by number), '{}') from effect",
            statement -> {
              try (var row = statement.executeQuery()) {
                row.next();
                return List.of((Long[]) row.getArray(1).getArray());
              }
            });
  }

  double count(String outcome) {
    var counter = meters.find("dinggate.feed.entries").tag("outcome", outcome).counter();
    return counter == null ? 0 : counter.count();
  }

  double gauge(String name) {
    return meters.get(name).gauge().value();
  }

  FeedConfig config() {
    return new FeedConfig() {
      @Override
      public boolean enabled() {
        return true;
      }

      @Override
      public Duration poll() {
        return Duration.ofSeconds(25);
      }

      @Override
      public int batch() {
        return batch;
      }

      @Override
      public Duration acknowledgeEvery() {
        return acknowledgeEvery;
      }

      @Override
      public Duration leadEvery() {
        return Duration.ofMillis(5);
      }

      @Override
      public int attempts() {
        return ATTEMPTS;
      }

      @Override
      public Duration retryFirst() {
        return Duration.ofMillis(1);
      }

      @Override
      public Duration retryMax() {
        return Duration.ofMillis(2);
      }
    };
  }

  private final class Recorder implements FeedApplier<MessageChanged> {

    @Override
    public Class<MessageChanged> kind() {
      return MessageChanged.class;
    }

    @Override
    public void apply(FeedEntry entry, MessageChanged item) {
      database
          .jdbc()
          .update(
              "insert into effect (sequence, message) values (?, ?)",
              statement -> {
                statement.setLong(1, entry.sequence());
                statement.setString(2, item.message().value());
              });
      then.accept(entry);
    }
  }
}
