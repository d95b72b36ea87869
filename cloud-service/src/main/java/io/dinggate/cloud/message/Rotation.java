package io.dinggate.cloud.message;

import io.dinggate.model.SiteId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Whose turn it is: deficit round robin. Each site may use as much as every other one; who has used
 * more than its turn gave waits until the others have caught up, and who comes anew, or after a
 * pause, waits for one round at most. Not thread-safe.
 */
final class Rotation {

  /** What one turn gives. A task that costs more is paid for by later turns. */
  private static final long TURN = 1;

  /** What is left to each site, in the order of their turns; at most one turn. */
  private final Map<SiteId, Long> left = new LinkedHashMap<>();

  /**
   * Whose turn it is among those that have something to send.
   *
   * @param ready at least one site
   */
  SiteId next(Set<SiteId> ready) {
    if (ready.size() == 1) {
      return ready.iterator().next();
    }
    ready.forEach(site -> left.putIfAbsent(site, TURN));
    var most = ready.stream().mapToLong(this::left).max().orElseThrow();
    return left.keySet().stream()
        .filter(site -> ready.contains(site) && left(site) == most)
        .findFirst()
        .orElseThrow();
  }

  /**
   * The site has used so much; its next turn comes after the others'. If it was behind, everybody
   * has had as many turns as it takes that it is not.
   */
  void charge(SiteId site, long cost) {
    var behind = TURN - left(site);
    left.replaceAll((_, balance) -> Math.min(TURN, balance + behind));
    left.remove(site);
    left.put(site, TURN - cost);
  }

  private long left(SiteId site) {
    return left.getOrDefault(site, TURN);
  }
}
