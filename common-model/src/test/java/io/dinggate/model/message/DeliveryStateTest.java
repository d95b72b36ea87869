package io.dinggate.model.message;

import static io.dinggate.model.message.DeliveryState.ACCEPTED;
import static io.dinggate.model.message.DeliveryState.DELIVERED;
import static io.dinggate.model.message.DeliveryState.DROPPED;
import static io.dinggate.model.message.DeliveryState.FAILED;
import static io.dinggate.model.message.DeliveryState.QUEUED;
import static io.dinggate.model.message.DeliveryState.READ;
import static io.dinggate.model.message.DeliveryState.RECALLED;
import static io.dinggate.model.message.DeliveryState.SENT;
import static io.dinggate.model.message.DeliveryState.UNKNOWN;
import static io.dinggate.model.message.DeliveryState.UNRECOGNIZED;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DeliveryStateTest {

  @ParameterizedTest
  @EnumSource
  void everyStateHasItsFollowersAndNoOther(DeliveryState state) {
    var followers = EnumSet.noneOf(DeliveryState.class);
    for (var next : DeliveryState.values()) {
      if (state.mayBecome(next)) {
        followers.add(next);
      }
    }
    assertThat(followers)
        .isEqualTo(
            switch (state) {
              case QUEUED ->
                  Set.of(SENT, ACCEPTED, DELIVERED, READ, RECALLED, DROPPED, FAILED, UNKNOWN);
              case UNKNOWN -> Set.of(SENT, ACCEPTED, DELIVERED, READ, RECALLED, DROPPED, FAILED);
              case SENT -> Set.of(DELIVERED, READ, RECALLED, DROPPED, FAILED);
              case DELIVERED -> Set.of(READ, RECALLED);
              case ACCEPTED, READ -> Set.of(RECALLED);
              case RECALLED, DROPPED, FAILED -> Set.of();
              case UNRECOGNIZED -> EnumSet.complementOf(EnumSet.of(UNRECOGNIZED));
            });
  }

  /** Forward only: whoever leaves a state never comes back to it. */
  @ParameterizedTest
  @EnumSource
  void noStateIsReachedTwice(DeliveryState state) {
    var reached = new HashSet<DeliveryState>();
    var open = new HashSet<>(followersOf(state));
    while (!open.isEmpty()) {
      var next = open.iterator().next();
      open.remove(next);
      if (reached.add(next)) {
        open.addAll(followersOf(next));
      }
    }
    assertThat(reached).doesNotContain(state);
  }

  @ParameterizedTest
  @EnumSource
  void aStateIsReadByItsName(DeliveryState state) {
    assertThat(DeliveryState.parse(state.wire())).isEqualTo(state);
    assertThat(DeliveryState.ofAll(List.of(state)))
        .isEqualTo(state == UNRECOGNIZED ? UNKNOWN : state);
  }

  private static Set<DeliveryState> followersOf(DeliveryState state) {
    var followers = EnumSet.noneOf(DeliveryState.class);
    for (var next : DeliveryState.values()) {
      if (state.mayBecome(next)) {
        followers.add(next);
      }
    }
    return followers;
  }
}
