package io.dinggate.cloud.event;

import io.dinggate.cloud.app.AccessTokens;
import io.dinggate.cloud.app.Authorisations;
import io.dinggate.cloud.dingtalk.DingTalk;
import io.dinggate.cloud.dingtalk.DingTalkException;
import io.dinggate.cloud.platform.Reads;
import io.dinggate.cloud.platform.StorageException;
import io.dinggate.cloud.platform.Writes;
import io.dinggate.cloud.registry.App;
import io.dinggate.cloud.registry.Registry;
import io.dinggate.model.CorpId;
import io.dinggate.model.problem.ApiException;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.quarkus.scheduler.Scheduler;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Asks DingTalk, now and then, for the pushes that it has given up. DingTalk forgets what it has
 * told, so that each page is on the disk before the next one is asked for; what is lost in between
 * is lost for good, which is why only reading directories anew makes sites whole.
 */
@Singleton
final class LostPushPull {

  private static final String LAST =
      "select pulled_at from lost_push_pull where app = ? and corp = ?";

  private static final String NOTE =
      "insert into lost_push_pull (app, corp, pulled_at) values (?, ?, ?)"
          + " on conflict (app, corp) do update set pulled_at = excluded.pulled_at";

  private static final Duration LOOK_EVERY = Duration.ofMinutes(1);

  /** A DingTalk that never ends must not hold the others up. */
  private static final int MOST_PAGES = 100;

  private final Registry registry;
  private final Authorisations authorisations;
  private final AccessTokens tokens;
  private final DingTalk dingTalk;
  private final EventStore store;
  private final EventWorker worker;
  private final Writes writes;
  private final Reads reads;
  private final Clock clock;
  private final EventConfig config;
  private final MeterRegistry meters;
  private volatile boolean leaving;

  LostPushPull(
      Registry registry,
      Authorisations authorisations,
      AccessTokens tokens,
      DingTalk dingTalk,
      EventStore store,
      EventWorker worker,
      Writes writes,
      Reads reads,
      Clock clock,
      EventConfig config,
      MeterRegistry meters) {
    this.registry = registry;
    this.authorisations = authorisations;
    this.tokens = tokens;
    this.dingTalk = dingTalk;
    this.store = store;
    this.worker = worker;
    this.writes = writes;
    this.reads = reads;
    this.clock = clock;
    this.config = config;
    this.meters = meters;
  }

  void begin(@Observes StartupEvent event, Scheduler scheduler) {
    if (config.pullLostEvery().isPositive()) {
      scheduler
          .newJob("pull-lost-pushes")
          .setInterval(LOOK_EVERY.toString())
          .setConcurrentExecution(ConcurrentExecution.SKIP)
          .setTask(_ -> pullDue())
          .schedule();
    }
  }

  /** Asks for nothing any more. */
  void leave(@Observes ShutdownDelayInitiatedEvent asked) {
    leaving = true;
  }

  /** Asks for every app in every corp whose time has come. */
  void pullDue() {
    for (var app : registry.snapshot().apps()) {
      if (app.events() != null) {
        authorisations.corps(app).forEach(corp -> pullIfDue(app, corp));
      }
    }
  }

  /** The first time is a whole interval after an app and a corp are seen together. */
  private void pullIfDue(App app, CorpId corp) {
    var last = last(app, corp);
    if (last.isEmpty()) {
      note(app, corp);
    } else if (!leaving && !clock.instant().isBefore(last.get().plus(config.pullLostEvery()))) {
      pull(app, corp);
    }
  }

  /** Asks until DingTalk has no more. */
  void pull(App app, CorpId corp) {
    // Shows, too, that the disk takes something, before DingTalk forgets anything.
    note(app, corp);
    try {
      var more = true;
      for (var page = 0; more && page < MOST_PAGES && !leaving; page++) {
        more = pullPage(app, corp);
      }
    } catch (DingTalkException | ApiException e) {
      count("failed", 1);
      Log.warnf(
          "lost pushes to %s in corp %s could not be asked for: %s",
          app.id(), corp, e.getMessage());
    }
  }

  private boolean pullPage(App app, CorpId corp) {
    var page = tokens.countedCall(app, corp, dingTalk::lostPushes);
    var now = clock.instant();
    var events =
        page.entries().stream()
            .flatMap(entry -> LostPushParser.events(entry, corp, now).stream())
            .toList();
    try {
      var stored = store.storePulled(app, events, now);
      count("stored", stored);
      count("duplicate", events.size() - stored);
      if (stored > 0) {
        Log.infof("%d events of %s in corp %s had been lost", stored, app.id(), corp);
        worker.wake();
      }
    } catch (StorageException e) {
      count("unstored", events.size());
      Log.errorf(e, "%d events of %s in corp %s are lost", events.size(), app.id(), corp);
      return false;
    }
    return page.more() && !page.entries().isEmpty();
  }

  private Optional<Instant> last(App app, CorpId corp) {
    return reads.query(
        connection -> {
          try (var select = connection.prepareStatement(LAST)) {
            select.setString(1, app.id().value());
            select.setString(2, corp.value());
            try (var row = select.executeQuery()) {
              return row.next() ? Optional.of(row.getTimestamp(1).toInstant()) : Optional.empty();
            }
          }
        });
  }

  private void note(App app, CorpId corp) {
    var now = clock.instant();
    writes.sql(
        connection -> {
          try (var upsert = connection.prepareStatement(NOTE)) {
            upsert.setString(1, app.id().value());
            upsert.setString(2, corp.value());
            upsert.setTimestamp(3, Timestamp.from(now));
            return upsert.executeUpdate();
          }
        });
  }

  private void count(String outcome, int amount) {
    meters.counter("dinggate.event.pull", "outcome", outcome).increment(amount);
  }
}
