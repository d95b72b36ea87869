package io.dinggate.cloud.app;

import io.dinggate.cloud.platform.Reads;
import io.dinggate.cloud.platform.Writes;
import io.dinggate.cloud.registry.App;
import io.dinggate.cloud.registry.AppKind;
import io.dinggate.cloud.registry.Registry;
import io.dinggate.cloud.registry.Snapshot;
import io.dinggate.model.AppId;
import io.dinggate.model.CorpId;
import io.dinggate.platform.keys.Sealer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The package's classes wired by hand around a {@link FakeDingTalk} and the real database; a world
 * has a suite and an internal app of its own, so tests do not meet in the database.
 */
@Singleton
class AppFixture {

  static final CorpId CORP = new CorpId("dingcorp1");
  static final CorpId OTHER_CORP = new CorpId("dingcorp2");

  private static final AtomicInteger WORLDS = new AtomicInteger();

  private final Writes writes;
  private final Reads reads;
  private final Sealer sealer;
  private final AppCredentials credentials;
  private final Clock clock;
  private final AppConfig config;

  AppFixture(
      Writes writes,
      Reads reads,
      Sealer sealer,
      AppCredentials credentials,
      Clock clock,
      AppConfig config) {
    this.writes = writes;
    this.reads = reads;
    this.sealer = sealer;
    this.credentials = credentials;
    this.clock = clock;
    this.config = config;
  }

  World newWorld() {
    return new World("world" + WORLDS.incrementAndGet());
  }

  final class World {
    final App suite;
    final App internal;
    final FakeDingTalk dingTalk = new FakeDingTalk();
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final Registry registry;
    final SuiteTickets tickets = new SuiteTickets(writes, reads, sealer);
    final AuthorisationChanges changes = new AuthorisationChanges(writes);
    final AuthorisationRows rows = new AuthorisationRows(reads);

    private World(String name) {
      suite = suite(name + "-suite");
      internal = internal(name + "-internal");
      registry = () -> new Snapshot(List.of(suite, internal), List.of());
    }

    KnownAuthorisations authorisations() {
      var recovery = new AuthorisationRecovery(dingTalk, tickets, changes, rows, clock, config);
      return new KnownAuthorisations(registry, rows, recovery);
    }

    /** A new instance knows only what is in the database. */
    CachedAccessTokens tokens() {
      return new CachedAccessTokens(
          authorisations(),
          new TokenFetch(dingTalk, tickets, clock, config, meters),
          new AccessTokenRows(reads, writes, sealer),
          credentials,
          clock,
          config);
    }

    /** What the fetches so far came to. */
    double fetches(String outcome) {
      return meters.counter("dinggate.token.refresh", "outcome", outcome).count();
    }
  }

  /** The same app id after an operator has put other credentials under it. */
  static App withCredentials(App app, String clientId, String secret) {
    return new App(
        app.id(),
        app.kind(),
        clientId,
        secret,
        app.events(),
        app.suiteId(),
        app.dingTalkAppId(),
        app.agentId(),
        app.corp());
  }

  private static App suite(String id) {
    return new App(
        new AppId(id), AppKind.SUITE, id + "-key", "secret", null, "12345", 77L, null, null);
  }

  private static App internal(String id) {
    return new App(
        new AppId(id), AppKind.INTERNAL, id + "-key", "secret", null, null, null, 4711L, CORP);
  }
}
