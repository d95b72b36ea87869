package io.dinggate.cloud.message;

import io.dinggate.cloud.registry.App;
import io.dinggate.model.CorpId;
import io.dinggate.model.UserRef;
import io.dinggate.model.message.DeliveryReason;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One call to be made.
 *
 * @param id of the task
 * @param corp whose people get it
 * @param app sends it
 * @param dueAt not made earlier
 * @param held whether it waits for another day because its people have got enough today
 * @param people who get it
 */
record PlannedTask(
    String id, CorpId corp, App app, Instant dueAt, boolean held, List<Person> people) {

  PlannedTask {
    people = List.copyOf(people);
  }

  /**
   * One recipient.
   *
   * @param position in the message
   * @param user the person
   */
  record Person(int position, UserRef user) {}

  /** Why its recipients wait; null when they are not held. */
  @Nullable String reason() {
    return held ? DeliveryReason.DAILY_LIMIT.wire() : null;
  }

  @Override
  public String toString() {
    return "PlannedTask[" + id + ", " + people.size() + " people]";
  }
}
