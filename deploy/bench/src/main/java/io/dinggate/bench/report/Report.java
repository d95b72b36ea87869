package io.dinggate.bench.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.dinggate.bench.load.EventFigures;
import io.dinggate.bench.load.MessageFigures;
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
    @Nullable EventFigures events,
    @Nullable MessageFigures messages) {

  /** What broke a promise, in words; empty when nothing did. */
  public List<String> broken() {
    return Stream.concat(brokenByEvents().stream(), brokenByMessages().stream()).toList();
  }

  private Optional<String> brokenByEvents() {
    return Optional.ofNullable(events)
        .filter(figures -> figures.lost() > 0)
        .map(
            figures ->
                "%d of %d events that were answered success are not on disk"
                    .formatted(figures.lost(), figures.acknowledged()));
  }

  private Optional<String> brokenByMessages() {
    return Optional.ofNullable(messages)
        .filter(figures -> figures.calls() < figures.sent())
        .map(
            figures ->
                "%d messages were answered sent, but DingTalk got %d calls only"
                    .formatted(figures.sent(), figures.calls()));
  }
}
