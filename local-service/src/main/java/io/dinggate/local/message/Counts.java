package io.dinggate.local.message;

import io.dinggate.model.message.DeliveryState;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How many recipients of a message stand in each state. A department is one of them until its
 * people are known; then they are.
 *
 * @param byState states without any are left out
 */
record Counts(Map<DeliveryState, Integer> byState) {

  Counts {
    byState = Map.copyOf(byState);
  }

  static Counts of(Collection<Delivery> deliveries) {
    return new Counts(Map.of()).changed(List.of(), deliveries);
  }

  /** The counts of these wire names. */
  static Counts ofWire(Map<String, Integer> counts) {
    var byState = new EnumMap<DeliveryState, Integer>(DeliveryState.class);
    counts.forEach(
        (state, count) -> byState.merge(DeliveryState.parse(state), count, Math::addExact));
    return new Counts(byState);
  }

  /** After some deliveries stand otherwise, or have come in. */
  Counts changed(Collection<Delivery> before, Collection<Delivery> after) {
    var changed = new EnumMap<DeliveryState, Integer>(DeliveryState.class);
    changed.putAll(byState);
    before.stream()
        .filter(Delivery::counts)
        .forEach(delivery -> changed.merge(delivery.state(), -1, Math::addExact));
    after.stream()
        .filter(Delivery::counts)
        .forEach(delivery -> changed.merge(delivery.state(), 1, Math::addExact));
    changed.values().removeIf(count -> count == 0);
    return new Counts(changed);
  }

  int total() {
    return byState.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** The state of the whole. */
  DeliveryState state() {
    return DeliveryState.ofAll(byState.keySet());
  }

  /** Whether any recipient is in one of these states. */
  boolean any(DeliveryState... states) {
    return List.of(states).stream().anyMatch(byState::containsKey);
  }

  /** By the names on the wire, sorted. */
  SortedMap<String, Integer> wire() {
    var wire = new TreeMap<String, Integer>();
    byState.forEach((state, count) -> wire.put(state.wire(), count));
    return wire;
  }
}
