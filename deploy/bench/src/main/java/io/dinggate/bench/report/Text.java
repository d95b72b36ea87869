package io.dinggate.bench.report;

import java.util.ArrayList;
import java.util.List;

/** The report for a terminal. */
public final class Text {

  private Text() {}

  /** Its lines. */
  public static List<String> of(Report report) {
    var lines = new ArrayList<>(Tables.machine(report.machine()));
    var starts = report.starts();
    if (starts != null) {
      lines.add("");
      lines.add("Start and memory, medians of %d rounds:".formatted(starts.rounds()));
      lines.addAll(Tables.starts(starts));
      lines.add("");
      lines.addAll(Tables.targets(starts));
    }
    if (report.intake() != null) {
      lines.add("");
      lines.addAll(Tables.intake(report.intake()));
    }
    var events = report.events();
    if (events != null) {
      lines.add("");
      lines.addAll(Tables.events(events));
      lines.add(Sentences.durable(events));
      Sentences.behind("events", events.load()).ifPresent(lines::add);
    }
    messages(lines, report);
    report.broken().forEach(broken -> lines.add("BROKEN: " + broken));
    return lines;
  }

  private static void messages(List<String> lines, Report report) {
    if (report.accept() != null) {
      lines.add("");
      lines.addAll(Tables.accept(report.accept()));
    }
    if (report.through() != null) {
      lines.add("");
      lines.addAll(Tables.through(report.through()));
    }
    if (report.way() != null) {
      lines.add("");
      lines.addAll(Tables.way(report.way()));
    }
    if (report.relay() != null) {
      lines.add("");
      lines.addAll(Tables.relay(report.relay()));
    }
    if (!report.goals().isEmpty()) {
      lines.add("");
      lines.addAll(Tables.goals(report.goals()));
    }
    report.goals().stream().filter(goal -> !goal.met()).map(Sentences::missed).forEach(lines::add);
  }
}
