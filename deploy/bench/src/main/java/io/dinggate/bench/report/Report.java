package io.dinggate.bench.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.dinggate.bench.event.IntakeFigures;
import io.dinggate.bench.event.RelayFigures;
import io.dinggate.bench.load.EventFigures;
import io.dinggate.bench.send.AcceptFigures;
import io.dinggate.bench.send.Goal;
import io.dinggate.bench.send.PathFigures;
import io.dinggate.bench.send.ThroughFigures;
import io.dinggate.bench.start.Starts;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All that a run has measured; what was not asked for is null.
 *
 * @param day when, in UTC, for example {@code 2026-11-22}
 * @param command what repeats it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Report(
    String day,
    String command,
    Machine machine,
    @Nullable Starts starts,
    @Nullable IntakeFigures intake,
    @Nullable EventFigures events,
    @Nullable RelayFigures relay,
    @Nullable AcceptFigures accept,
    @Nullable ThroughFigures through,
    @Nullable PathFigures way) {

  /** T1 to T5, as far as they were measured. */
  @JsonProperty
  public List<Goal> goals() {
    return Stream.of(
            accept == null ? List.<Goal>of() : accept.goals(),
            through == null ? List.<Goal>of() : through.goals(),
            way == null ? List.<Goal>of() : way.goals(),
            intake == null ? List.<Goal>of() : intake.goals(),
            events == null ? List.<Goal>of() : events.goals(),
            relay == null ? List.<Goal>of() : relay.goals())
        .flatMap(List::stream)
        .toList();
  }

  /** What broke a promise, in words; empty when nothing did. */
  public List<String> broken() {
    return Stream.of(brokenByEvents(), lostOnTheWay(), sentTwice())
        .flatMap(Optional::stream)
        .toList();
  }

  private Optional<String> brokenByEvents() {
    return Optional.ofNullable(events)
        .filter(figures -> figures.lost() > 0)
        .map(
            figures ->
                "%d of %d events that were answered success are not on disk"
                    .formatted(figures.lost(), figures.acknowledged()));
  }

  private Optional<String> lostOnTheWay() {
    var lost = (through == null ? 0 : through.lost()) + (way == null ? 0 : way.lost());
    return lost == 0
        ? Optional.empty()
        : Optional.of(lost + " messages were accepted and never came to DingTalk");
  }

  private Optional<String> sentTwice() {
    return through == null || through.twice() == 0
        ? Optional.empty()
        : Optional.of(through.twice() + " messages came to DingTalk more than once");
  }
}
