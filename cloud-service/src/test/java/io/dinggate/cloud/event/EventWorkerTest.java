package io.dinggate.cloud.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.dinggate.cloud.registry.App;
import io.dinggate.cloud.registry.AppKind;
import io.dinggate.cloud.registry.Registry;
import io.dinggate.cloud.registry.Snapshot;
import io.dinggate.cloud.testing.MovableClock;
import io.dinggate.cloud.testing.NoFeed;
import io.dinggate.model.AppId;
import io.dinggate.model.problem.ApiException;
import io.dinggate.model.problem.ErrorCode;
import io.dinggate.platform.keys.IndexKey;
import io.dinggate.platform.keys.Sealer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventWorkerTest {

  private static final App SUITE =
      new App(new AppId("suite"), AppKind.SUITE, "key", "secret", null, null, null, null, null);

  @TempDir Path directory;

  private final MovableClock clock = new MovableClock();
  private final EventConfig config =
      new SmallRyeConfigBuilder()
          .withMapping(EventConfig.class)
          .build()
          .getConfigMapping(EventConfig.class);
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final FakeHandler handler = new FakeHandler();
  private Registry registry = () -> new Snapshot(List.of(SUITE), List.of());
  private EventStorage storage;
  private EventStore store;
  private EventWorker worker;

  @BeforeEach
  void newStore() {
    storage = new EventStorage(directory);
    store =
        new EventStore(
            storage,
            storage,
            new Sealer(Map.of("1", new byte[32]), "1"),
            new IndexKey(new byte[32]),
            new EventRelay(() -> registry.snapshot(), new NoFeed()));
    worker = newWorker();
  }

  @Test
  void eventsAreHandledInOrderOfArrivalWhateverTheirTime() {
    store(event("a", "ding1"), event("b", "ding2"), event("c", "ding1"));

    worker.handleDue();

    assertThat(handler.handled)
        .containsSubsequence("a", "c")
        .containsExactlyInAnyOrder("a", "b", "c");
    assertThat(states()).containsOnly("APPLIED");
  }

  @Test
  void handledEventIsNotHandledAgain() {
    store(event("a", "ding1"));
    worker.handleDue();
    worker.handleDue();
    newWorker().handleDue();

    assertThat(handler.handled).containsExactly("a");
  }

  @Test
  void sameIdentityIsStoredOnce() {
    assertThat(store(event("a", "ding1"), event("b", "ding1"))).isEqualTo(2);
    assertThat(store(event("b", "ding1"), event("c", "ding1"), event("c", "ding1"))).isEqualTo(1);
  }

  @Test
  void contentIsSealed() {
    store(event("a", "ding1"));

    assertThat(storage.column("content")).noneMatch(content -> content.contains("name"));
    assertThat(storage.column("identity")).noneMatch(identity -> identity.contains("a-identity"));
  }

  @Test
  void whatIsDueIsFoundWithoutLookingAtWhatIsDone() {
    assertThat(storage.plan(EventStore.DUE))
        .isNotEmpty()
        .allMatch(step -> !step.startsWith("SCAN") || step.endsWith("INDEX event_waiting"));
  }

  @Test
  void whatIsParkedIsFoundWithoutLookingAtTheRest() {
    assertThat(storage.plan(ParkedEvents.SELECT))
        .singleElement()
        .asString()
        .contains("INDEX event_parked");
  }

  @Test
  void failingEventHoldsBackItsOwnCorpAlone() {
    handler.failing.add("a");
    store(event("a", "ding1"), event("b", "ding1"), event("c", "ding2"));

    worker.handleDue();

    assertThat(handler.handled).containsExactly("a", "c");
    assertThat(states()).containsExactly("WAITING", "WAITING", "APPLIED");
  }

  @Test
  void failedEventIsTriedAgainLater() {
    handler.failing.add("a");
    store(event("a", "ding1"), event("b", "ding1"));
    worker.handleDue();
    worker.handleDue();
    assertThat(handler.handled).containsExactly("a");
    handler.failing.clear();

    clock.advance(config.retryFirst());
    worker.handleDue();

    assertThat(handler.handled).containsExactly("a", "a", "b");
    assertThat(states()).containsOnly("APPLIED");
  }

  @Test
  void eventThatKeepsFailingIsParkedWithItsReasonAndLetsTheOthersPass() {
    handler.failing.add("a");
    store(event("a", "ding1"), event("b", "ding1"));

    for (var attempt = 0; attempt < config.attempts(); attempt++) {
      assertThat(states()).containsExactly("WAITING", "WAITING");
      worker.handleDue();
      clock.advance(Duration.ofMinutes(1));
    }

    assertThat(states()).containsExactly("PARKED", "APPLIED");
    assertThat(storage.column("reason").getFirst()).isEqualTo("IllegalStateException");
    assertThat(handler.handled).hasSize(config.attempts() + 1);
    assertThat(counted("parked")).isEqualTo(1);
    assertThat(counted("put_off")).isEqualTo(config.attempts() - 1);
  }

  @Test
  void unreadableEventIsParkedAtOnce() {
    handler.unreadable.add("a");
    store(event("a", "ding1"), event("b", "ding1"));

    worker.handleDue();

    assertThat(states()).containsExactly("PARKED", "APPLIED");
    assertThat(storage.column("reason").getFirst()).isEqualTo("lacks something");
    assertThat(handler.handled).containsExactly("a", "b");
  }

  @Test
  void eventOfAnAppThatIsGoneIsParked() {
    store(event("a", "ding1"));
    registry = () -> new Snapshot(List.of(), List.of());

    newWorker().handleDue();

    assertThat(states()).containsExactly("PARKED");
  }

  @Test
  void faultyEventIsParkedFromTheStartAndUnknownOnesAreKept() {
    store(
        new ReceivedEvent(
            "1", 4, "org_suite_auth", "ding1", null, clock.instant(), "{}", "a fault"),
        new ReceivedEvent("2", 13, "user_add_org", "ding1", null, clock.instant(), "{}", null));

    worker.handleDue();

    assertThat(states()).containsExactly("PARKED", "KEPT");
    assertThat(handler.handled).isEmpty();
  }

  @Test
  void busyDatabaseIsNoFaultOfTheEvent() {
    store(event("a", "ding1"));
    handler.overloaded = true;

    assertThatThrownBy(() -> worker.handleDue()).isInstanceOf(ApiException.class);
    assertThat(storage.column("attempts")).containsExactly("0");

    handler.overloaded = false;
    worker.handleDue();
    assertThat(states()).containsExactly("APPLIED");
  }

  @Test
  void whatWasLeftIsHandledAfterARestart() throws InterruptedException {
    store(event("a", "ding1"));

    var restarted = newWorker();
    restarted.start(new StartupEvent());
    await().until(() -> states().equals(List.of("APPLIED")));
    restarted.stop(new ShutdownEvent());
  }

  @Test
  void wakingHandlesWhatHasCome() throws InterruptedException {
    worker.start(new StartupEvent());
    store(event("a", "ding1"));
    worker.wake();

    await().until(() -> states().equals(List.of("APPLIED")));
    worker.stop(new ShutdownEvent());
  }

  @Test
  void unusableDatabaseDoesNotEndTheWorker() throws InterruptedException {
    store(event("a", "ding1"));
    storage.failWrites(new IllegalStateException("no database"));
    worker.start(new StartupEvent());
    await().until(() -> !handler.handled.isEmpty());
    storage.failWrites(null);
    worker.wake();

    await().until(() -> states().equals(List.of("APPLIED")));
    worker.stop(new ShutdownEvent());
  }

  @Test
  void retentionRemovesHandledEventsAlone() {
    handler.failing.add("b");
    store(event("a", "ding1"), event("b", "ding2"));
    worker.handleDue();
    var retention = new EventRetention(store, clock, config);

    clock.advance(config.retention().minusMinutes(1));
    retention.purge();
    assertThat(states()).containsExactly("APPLIED", "WAITING");
    clock.advance(Duration.ofMinutes(2));
    retention.purge();

    assertThat(states()).containsExactly("WAITING");
  }

  @Test
  void retentionRemovesAnyNumber() {
    var many =
        Stream.iterate(0, i -> i + 1)
            .limit(1_201)
            .map(
                i ->
                    new ReceivedEvent("i" + i, 13, "x", "ding1", null, clock.instant(), "{}", null))
            .toArray(ReceivedEvent[]::new);
    store(many);
    clock.advance(config.retention().plusMillis(1));

    new EventRetention(store, clock, config).purge();

    assertThat(states()).isEmpty();
  }

  private EventWorker newWorker() {
    return new EventWorker(store, handler, () -> registry.snapshot(), clock, config, meters);
  }

  private int store(ReceivedEvent... events) {
    return store.store(SUITE, List.of(events), clock.instant());
  }

  private ReceivedEvent event(String name, String corp) {
    return new ReceivedEvent(
        name + "-identity",
        4,
        "org_suite_auth",
        corp,
        null,
        clock.instant(),
        "{\"name\":\"" + name + "\"}",
        null);
  }

  private List<String> states() {
    return storage.column("state");
  }

  private double counted(String outcome) {
    return meters.counter("dinggate.event.handled", "outcome", outcome).count();
  }

  private static final class FakeHandler implements EventHandler {

    final List<String> handled = new CopyOnWriteArrayList<>();
    final Set<String> failing = new HashSet<>();
    final Set<String> unreadable = new HashSet<>();
    volatile boolean overloaded;

    @Override
    public EventState handle(App app, StoredEvent event, String content) {
      if (overloaded) {
        throw new ApiException(ErrorCode.OVERLOADED);
      }
      var name = EventBody.parse(content).orElseThrow().text("name").orElseThrow();
      handled.add(name);
      if (failing.contains(name)) {
        throw new IllegalStateException("with something secret in it");
      }
      if (unreadable.contains(name)) {
        throw new UnreadableEventException("lacks something");
      }
      return EventState.APPLIED;
    }
  }
}
