package io.dinggate.cloud.dingtalk;

import java.util.Map;
import java.util.Optional;

/**
 * What DingTalk says of the people of a task. Whoever is in none of its lists has not been reached
 * yet.
 *
 * @param fates by user id
 */
public record SendResult(Map<String, Fate> fates) {

  public SendResult {
    fates = Map.copyOf(fates);
  }

  /** What is said of one person; empty when nothing is. */
  public Optional<Fate> of(String userId) {
    return Optional.ofNullable(fates.get(userId));
  }

  /** What became of a message for one person. */
  public sealed interface Fate {

    /** The person has it and has not read it. */
    record Unread() implements Fate {}

    /** The person has read it. */
    record Read() implements Fate {}

    /** The corp has no such person, or the app may not see them. */
    record Invalid() implements Fate {}

    /** It could not be delivered. */
    record Failed() implements Fate {}

    /**
     * DingTalk held it back.
     *
     * @param code why; empty when it does not say
     */
    record Forbidden(String code) implements Fate {}
  }

  @Override
  public String toString() {
    return "SendResult[" + fates.size() + " people]";
  }
}
