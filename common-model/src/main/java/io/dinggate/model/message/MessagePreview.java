package io.dinggate.model.message;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import io.dinggate.model.AppId;
import io.dinggate.model.CorpId;
import io.dinggate.model.DepartmentRef;
import io.dinggate.model.UserRef;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What would become of a message if it were sent now. Nothing was sent and nothing is promised.
 *
 * @param tasks the calls that would be made, in their order
 * @param recipients what is to be expected of each one, in the order of the request, those of
 *     departments last
 */
public record MessagePreview(List<Task> tasks, List<Forecast> recipients) {

  public MessagePreview {
    tasks = List.copyOf(tasks);
    recipients = List.copyOf(recipients);
  }

  /**
   * One call to DingTalk.
   *
   * @param corp whose people get it
   * @param app sends it
   * @param people how many
   */
  public record Task(CorpId corp, AppId app, int people) {}

  /**
   * What is to be expected of one recipient.
   *
   * @param user the recipient
   * @param outlook the expectation
   * @param detail for a person to read; null when the outlook says all
   * @param department by which it is a recipient; null for one that the message names itself
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Forecast(
      UserRef user, Outlook outlook, @Nullable String detail, @Nullable DepartmentRef department) {}

  /** An expectation. */
  public enum Outlook {
    /** DingTalk knows the person and nothing stands in the way. */
    REACHABLE("reachable"),
    /** The corp has no such person. */
    UNKNOWN_USER("unknownUser"),
    /** The person is outside of what the corp lets the app see. */
    NOT_VISIBLE("notVisible"),
    /** DingTalk would drop it: the person got the same text by the same app today. */
    DUPLICATE("duplicate"),
    /** It would wait until tomorrow: the person got as many by this app today as DingTalk lets. */
    DAILY_LIMIT("dailyLimit"),
    /** DingTalk was not asked about this person; only so many are looked up for one preview. */
    UNCHECKED("unchecked"),
    /** An expectation from a newer version. */
    UNRECOGNIZED("unrecognized");

    private final String wire;

    Outlook(String wire) {
      this.wire = wire;
    }

    /** The name on the wire. */
    @JsonValue
    public String wire() {
      return wire;
    }

    /** The outlook of that wire name; {@link #UNRECOGNIZED} for one from a newer version. */
    @JsonCreator
    public static Outlook parse(String wire) {
      return Arrays.stream(values())
          .filter(outlook -> outlook.wire.equals(wire))
          .findFirst()
          .orElse(UNRECOGNIZED);
    }
  }
}
