package io.dinggate.cloud.message;

import io.dinggate.model.AppId;
import io.dinggate.model.UserRef;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * How much was planned for whom on which day, and is not stored yet. Not safe for concurrent use.
 */
final class PlannedCounts {

  private final Map<Slot, Integer> counts = new HashMap<>();

  private record Slot(AppId app, long day, UserRef user) {}

  /** Counts tasks that are to be stored. */
  void add(Collection<PlannedTask> tasks) {
    for (var task : tasks) {
      var day = ShanghaiTime.day(task.dueAt());
      for (var person : task.people()) {
        counts.merge(new Slot(task.app().id(), day, person.user()), 1, Integer::sum);
      }
    }
  }

  /** How many messages of the app were planned for the user on that day. */
  int of(AppId app, long day, UserRef user) {
    return counts.getOrDefault(new Slot(app, day, user), 0);
  }
}
