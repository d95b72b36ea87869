package io.dinggate.bench.load;

import io.dinggate.e2e.Stack;
import io.dinggate.sandbox.event.SealedEvent;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Events of the bench's world, ready to be posted. Not thread-safe. */
public final class EventSource {

  private final Stack stack;
  private final EventDeck deck;
  private final Set<String> corps;
  private int next;

  /** The stack plays {@link BenchWorld}; the cloud is told of its apps now. */
  public EventSource(Stack stack, Clock clock) {
    this.stack = stack;
    var pairs = Pair.of(stack.sandbox().world());
    Introduction.of(stack.sandbox(), pairs);
    this.corps = pairs.stream().map(Pair::corp).collect(Collectors.toSet());
    this.deck = new EventDeck(pairs, clock.millis());
  }

  /** The next events; encrypted beforehand, so that it costs nothing of what is measured. */
  public List<SealedEvent> sealed(int count) {
    return sealed(count, _ -> true);
  }

  /** The next of those that sites are told of: all but the suites' own. */
  public List<SealedEvent> sealedForSites(int count) {
    return sealed(count, event -> corps.contains(event.key().corp()));
  }

  private List<SealedEvent> sealed(int count, Predicate<EventDeck.Event> wanted) {
    return Stream.generate(() -> deck.event(next++))
        .filter(wanted)
        .limit(count)
        .map(event -> stack.sandbox().pusher().seal(event.app(), event.text()))
        .toList();
  }
}
