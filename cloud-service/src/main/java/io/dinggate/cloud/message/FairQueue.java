package io.dinggate.cloud.message;

import io.dinggate.cloud.registry.AppKind;
import io.dinggate.model.AppId;
import io.dinggate.model.CorpId;
import io.dinggate.model.SiteId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Which tasks go out next: within every budget the sites take turns, and no budget is overdrawn.
 * The budgets form a tree: all calls of our address; the recipients of each app; the calls of each
 * app in each corp. A call goes out when all three have room for it. Not thread-safe.
 *
 * <p>Nothing but the first few tasks of each lane is held in memory.
 */
final class FairQueue {

  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration MINUTE = Duration.ofMinutes(1);

  /** How many tasks of a lane are read at a time. */
  private static final int BATCH = 64;

  /** What part of an app's recipients may be sent to at once. */
  private static final int RECIPIENT_BURSTS = 10;

  /** Of two tasks of a site the urgent one, else the one that has been due for longer. */
  private static final Comparator<Candidate> FIRST =
      Comparator.comparing((Candidate candidate) -> !candidate.task.urgent())
          .thenComparing(candidate -> candidate.task.due());

  private final MessageConfig config;
  private final Heads heads;
  private final SendPauses pauses;
  private final Function<AppId, AppKind> kinds;
  private final Clock clock;
  private final Instant since;
  private final AddressBudget address;
  private final Rotation sites = new Rotation();
  private final Map<AppId, AppNode> apps = new HashMap<>();
  private Instant nextTake = Instant.MIN;

  /**
   * A queue that is empty until it is told where to look.
   *
   * @param kinds of the apps
   */
  FairQueue(
      MessageConfig config,
      Heads heads,
      AddressBudget address,
      SendPauses pauses,
      Function<AppId, AppKind> kinds,
      Clock clock) {
    this.config = config;
    this.heads = heads;
    this.pauses = pauses;
    this.kinds = kinds;
    this.clock = clock;
    this.since = clock.instant();
    this.address = address;
  }

  /** The queue's view of the database. */
  @FunctionalInterface
  interface Heads {

    /** The first tasks of that urgency in a lane, due or not, the earliest first. */
    List<QueuedTask> first(LaneKey lane, boolean urgent, int limit);
  }

  /** There is something new in these lanes. */
  void changed(Collection<LaneKey> lanes) {
    for (var lane : lanes) {
      apps.computeIfAbsent(lane.app(), AppNode::new)
          .corps
          .computeIfAbsent(lane.corp(), corp -> new CorpNode(lane.app(), corp))
          .change(lane.site());
      nextTake = Instant.MIN;
    }
  }

  /**
   * Takes the next tasks. Whoever takes them claims them before the next call, so that they are not
   * found again.
   *
   * @param most how many at most
   */
  List<QueuedTask> take(int most) {
    var now = clock.instant();
    var taken = new ArrayList<QueuedTask>();
    if (now.isBefore(nextTake)) {
      return taken;
    }
    refresh(now);
    nextTake = Instant.MAX;
    while (taken.size() < most) {
      var next = next(now);
      if (next.isEmpty()) {
        rest(now);
        return taken;
      }
      serve(next.get());
      taken.add(next.get().task);
    }
    nextTake = now;
    return taken;
  }

  /**
   * When {@link #take} has something to give again as far as is known now; {@link Instant#MAX} when
   * that takes a change.
   */
  Instant nextTake() {
    return nextTake;
  }

  /** How many lanes have something queued. */
  int lanes() {
    return apps.values().stream()
        .flatMap(app -> app.corps.values().stream())
        .mapToInt(corp -> corp.lanes.size())
        .sum();
  }

  private void refresh(Instant now) {
    for (var app : apps.values()) {
      for (var corp : app.corps.values()) {
        corp.refresh(now);
      }
    }
  }

  /** Forgets lanes that are empty; of the others there may be more in the database than here. */
  private void rest(Instant now) {
    for (var app : apps.values()) {
      for (var corp : app.corps.values()) {
        corp.lanes.values().removeIf(Lane::isEmpty);
        if (corp.lanes.values().stream().anyMatch(lane -> lane.mustBeRead(now))) {
          nextTake = now;
        }
      }
    }
  }

  private Optional<Candidate> next(Instant now) {
    var proposals = new Proposals<>(FIRST);
    for (var app : apps.values()) {
      proposals.ask(app.new Turns(now));
    }
    return proposals.sites().isEmpty() || !hasRoom(address.untilSend(), now)
        ? Optional.empty()
        : Optional.of(proposals.of(sites.next(proposals.sites())));
  }

  private void serve(Candidate candidate) {
    candidate.lane.take(candidate.task);
    address.takeSend();
    sites.charge(candidate.site, 1);
    candidate.app.recipients.take(candidate.task.people());
    candidate.app.sites.charge(candidate.site, candidate.task.people());
    candidate.corp.calls.take(1);
    candidate.corp.sites.charge(candidate.site, 1);
  }

  private boolean hasRoom(Duration wait, Instant now) {
    if (wait.isPositive()) {
      notBefore(now.plus(wait));
      return false;
    }
    return true;
  }

  private void notBefore(Instant at) {
    if (at.isBefore(nextTake)) {
      nextTake = at;
    }
  }

  private record Candidate(AppNode app, CorpNode corp, SiteId site, Lane lane, QueuedTask task)
      implements Proposals.Offer {}

  /** One app. */
  private final class AppNode {

    private final Budget recipients;
    private final Rotation sites = new Rotation();
    private final Map<CorpId, CorpNode> corps = new HashMap<>();

    AppNode(AppId app) {
      var limit = config.recipientsPerMinute();
      this.recipients =
          new Budget(
              limit,
              MINUTE,
              Math.max(1, limit / RECIPIENT_BURSTS),
              largestTask(kinds.apply(app)),
              clock,
              since);
    }

    private long largestTask(AppKind kind) {
      var largest =
          switch (kind) {
            case INTERNAL -> config.peoplePerTaskWithoutReceipts();
            case SUITE -> config.peoplePerTemplateWithoutReceipts();
          };
      return Math.max(largest, config.peoplePerTask());
    }

    /** The tasks that are next by this app, site after site, if its budget has room for them. */
    private final class Turns implements Supplier<Optional<Candidate>> {

      private final Instant now;
      private final Proposals<Candidate> proposals = new Proposals<>(FIRST);
      private @Nullable SiteId proposed;

      Turns(Instant now) {
        this.now = now;
        for (var corp : corps.values()) {
          proposals.ask(corp.turns(AppNode.this, now));
        }
      }

      @Override
      public Optional<Candidate> get() {
        if (proposed != null) {
          proposals.decline(proposed);
        }
        if (proposals.sites().isEmpty()) {
          return Optional.empty();
        }
        proposed = sites.next(proposals.sites());
        return Optional.of(proposals.of(proposed))
            .filter(next -> hasRoom(recipients.until(next.task.people()), now));
      }
    }
  }

  /** One app in one corp. */
  private final class CorpNode {

    private final AppId app;
    private final CorpId corp;
    private final Budget calls;
    private final Rotation sites = new Rotation();
    private final Map<SiteId, Lane> lanes = new LinkedHashMap<>();
    private Instant fullUntil = Instant.MIN;

    CorpNode(AppId app, CorpId corp) {
      this.app = app;
      this.corp = corp;
      var limit =
          switch (kinds.apply(app)) {
            case INTERNAL -> config.internalCallsPerSecond();
            case SUITE -> config.suiteCallsPerSecond();
          };
      this.calls = new Budget(limit, SECOND, 1, 1, clock, since);
    }

    void change(SiteId site) {
      lanes.computeIfAbsent(site, _ -> new Lane()).change();
      fullUntil = Instant.MIN; // the clock may be set back
    }

    void refresh(Instant now) {
      for (var lane : lanes.entrySet()) {
        var key = new LaneKey(app, corp, lane.getKey());
        lane.getValue().refresh(now, (urgent, limit) -> heads.first(key, urgent, limit), BATCH);
      }
    }

    /** The tasks that are next in this corp, site after site, if its budget has room for one. */
    Supplier<Optional<Candidate>> turns(AppNode parent, Instant now) {
      if (now.isBefore(fullUntil)) {
        notBefore(fullUntil);
        return Optional::empty;
      }
      var ready = ready(parent, now);
      if (ready.isEmpty()) {
        return Optional::empty;
      }
      var wait = calls.until(1);
      if (!hasRoom(wait, now)) {
        fullUntil = now.plus(wait);
        return Optional::empty;
      }
      return () ->
          ready.isEmpty()
              ? Optional.empty()
              : Optional.ofNullable(ready.remove(sites.next(ready.keySet())));
    }

    private Map<SiteId, Candidate> ready(AppNode parent, Instant now) {
      var pause = pauses.until(app, corp).filter(until -> until.isAfter(now));
      if (pause.isPresent()) {
        notBefore(pause.get());
        return Map.of();
      }
      var ready = new LinkedHashMap<SiteId, Candidate>();
      for (var lane : lanes.entrySet()) {
        var task = lane.getValue().head(now);
        if (task == null) {
          notBefore(lane.getValue().due());
        } else {
          ready.put(
              lane.getKey(), new Candidate(parent, this, lane.getKey(), lane.getValue(), task));
        }
      }
      return ready;
    }
  }
}
