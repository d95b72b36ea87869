package io.dinggate.bench.load;

import io.dinggate.bench.BenchException;
import io.dinggate.e2e.Stack;
import io.dinggate.sandbox.event.SealedEvent;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;

/**
 * DingTalk pushes events to the cloud at a fixed rate; in the end the cloud is killed under the
 * load, and every event that it answered with {@code success} is looked for in its file.
 */
public final class EventsBench {

  private static final int TAIL_SECONDS = 10;

  private final Stack stack;
  private final Load load;
  private final Clock clock;
  private final Set<EventKey> acknowledged = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean killed = new AtomicBoolean();

  /** The stack plays {@link BenchWorld}, and its cloud is gone afterwards. */
  public EventsBench(Stack stack, Load load, Clock clock) {
    this.stack = stack;
    this.load = load;
    this.clock = clock;
  }

  /** Does it. */
  public EventFigures run() {
    var pairs = Pair.of(stack.sandbox().world());
    Introduction.of(stack.sandbox(), pairs);
    var pushes = pushes(new EventDeck(pairs, clock.millis()));
    var measurement = new Measurement(load.perSecond(), load.measured());
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      var loop = new OpenLoop(load.perSecond(), Pace.real(), executor);
      loop.run(load.warmUp(), number -> push(pushes.get(number)), () -> false, _ -> {});
      var measured = pushes.subList(load.warmUp(), pushes.size());
      executor.execute(() -> killAfter(measurement));
      loop.run(measured.size(), number -> push(measured.get(number)), killed::get, measurement);
    }
    var stored = StoredEvents.read(stack.cloudData().resolve("cloud.db"));
    var onDisk = acknowledged.stream().filter(stored::contains).count();
    return new EventFigures(
        measurement.figures(pairs.size()), acknowledged.size(), Math.toIntExact(onDisk));
  }

  /** Encrypted beforehand, so that it costs nothing of what is measured. */
  private List<Push> pushes(EventDeck deck) {
    var count = load.warmUp() + load.measured() + load.perSecond() * TAIL_SECONDS;
    return IntStream.range(0, count)
        .mapToObj(deck::event)
        .map(
            event ->
                new Push(event.key(), stack.sandbox().pusher().seal(event.app(), event.text())))
        .toList();
  }

  private boolean push(Push push) {
    var ok = stack.sandbox().pusher().post(push.sealed()).acknowledged();
    if (ok) {
      acknowledged.add(push.key());
    }
    return ok;
  }

  private void killAfter(Measurement measurement) {
    try {
      measurement.await();
      stack.cloud().kill9();
      killed.set(true);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchException("interrupted", e);
    }
  }

  private record Push(EventKey key, SealedEvent sealed) {}
}
