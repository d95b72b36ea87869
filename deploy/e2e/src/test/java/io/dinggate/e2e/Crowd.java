package io.dinggate.e2e;

import io.dinggate.sandbox.World;
import io.dinggate.sandbox.World.Membership;
import io.dinggate.sandbox.World.Person;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** More employees of one corp than the demo world has. */
final class Crowd {

  private Crowd() {}

  /** The world with so many more people in the corp. */
  static World join(World world, String corp, int people) {
    var all = new ArrayList<>(world.people());
    IntStream.range(0, people).mapToObj(number -> person(corp, number)).forEach(all::add);
    return new World(world.suites(), world.internalApps(), world.corps(), all, world.sites());
  }

  /** The user id of one of them, from 0 on. */
  static String userId(int number) {
    return "crowd-" + number;
  }

  /** The recipients of a message to so many of them, as JSON. */
  static String recipients(String corp, int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(number -> "{\"corp\":\"%s\",\"userId\":\"%s\"}".formatted(corp, userId(number)))
        .collect(Collectors.joining(",", "[", "]"));
  }

  private static Person person(String corp, int number) {
    var id = userId(number);
    return new Person(
        id,
        "群" + number,
        "群" + number,
        "138%08d".formatted(number),
        id + "@crowd.example",
        Map.of(corp, "unCrowd" + number),
        Map.of(),
        List.of(
            new Membership(
                corp, id, "职员", "C" + number, List.of(1L), false, false, false, List.of())));
  }
}
