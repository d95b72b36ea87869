package io.dinggate.cloud.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.dinggate.model.SiteId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class RotationTest {

  private static final SiteId A = new SiteId("a");
  private static final SiteId B = new SiteId("b");
  private static final SiteId C = new SiteId("c");

  @Test
  void sitesTakeTurns() {
    assertThat(turns(new Rotation(), Set.of(A, B, C), 1, 6).subList(0, 3))
        .containsExactlyInAnyOrder(A, B, C);
    var rotation = new Rotation();
    var turns = turns(rotation, Set.of(A, B), 1, 6);
    assertThat(turns.subList(0, 2)).isEqualTo(turns.subList(2, 4)).isEqualTo(turns.subList(4, 6));
    assertThat(turns.get(0)).isNotEqualTo(turns.get(1));
  }

  @Test
  void whoComesAnewIsNextButOne() {
    var rotation = new Rotation();
    turns(rotation, Set.of(A), 1, 1000);

    assertThat(turns(rotation, Set.of(A, B), 1, 2)).contains(B);
  }

  @Test
  void pauseEarnsNothing() {
    var rotation = new Rotation();
    turns(rotation, Set.of(A, B), 1, 2);
    turns(rotation, Set.of(A), 1, 1000);

    assertThat(turns(rotation, Set.of(A, B), 1, 10).stream().filter(A::equals)).hasSize(5);
  }

  @Test
  void largeTaskIsPaidForByLaterTurns() {
    var rotation = new Rotation();
    rotation.next(Set.of(A, B));
    rotation.charge(A, 100);

    assertThat(turns(rotation, Set.of(A, B), 1, 99)).containsOnly(B);
  }

  /**
   * Two sites that always have something never differ by more than their largest task and a turn.
   */
  @Property(tries = 300)
  void nobodyGetsMoreThanTheOthers(
      @ForAll @IntRange(min = 2, max = 6) int sites,
      @ForAll @Size(min = 20, max = 400) List<@IntRange(min = 1, max = 100) Integer> costs) {
    var rotation = new Rotation();
    var all =
        IntStream.range(0, sites)
            .mapToObj(i -> new SiteId("s" + i))
            .collect(Collectors.toUnmodifiableSet());
    Map<SiteId, Integer> used = new HashMap<>();
    all.forEach(site -> used.put(site, 0));
    for (var cost : costs) {
      var next = rotation.next(all);
      rotation.charge(next, cost);
      used.merge(next, cost, Integer::sum);

      var most = used.values().stream().max(Integer::compare).orElseThrow();
      var least = used.values().stream().min(Integer::compare).orElseThrow();
      assertThat(most - least).isLessThanOrEqualTo(100);
    }
  }

  private static List<SiteId> turns(Rotation rotation, Set<SiteId> ready, long cost, int count) {
    var turns = new ArrayList<SiteId>();
    for (var i = 0; i < count; i++) {
      var next = rotation.next(ready);
      rotation.charge(next, cost);
      turns.add(next);
    }
    return turns;
  }
}
