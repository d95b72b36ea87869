package io.dinggate.bench.report;

import io.dinggate.bench.load.EventFigures;
import io.dinggate.bench.load.LoadFigures;
import io.dinggate.bench.load.MessageFigures;
import io.dinggate.bench.start.Starts;
import io.dinggate.bench.start.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The report as a page: {@code deploy/docs/performance.md}. Not thread-safe. */
public final class Page {

  private final Report report;
  private final List<String> lines = new ArrayList<>();

  private Page(Report report) {
    this.report = report;
  }

  /**
   * Its lines.
   *
   * @param report with all its parts
   */
  public static List<String> of(Report report) {
    return new Page(report).lines();
  }

  private List<String> lines() {
    text(
        """
        # Performance

        Written by `%s` on %s; the same figures are in [performance.json](performance.json).
        The load generator, the simulated DingTalk, PostgreSQL and both services shared this one machine:
        ratios hold elsewhere, absolute numbers do not.
        """
            .formatted(report.command(), report.day()));
    lines.addAll(Tables.machine(report.machine()));
    starts(Objects.requireNonNull(report.starts()));
    loads(Objects.requireNonNull(report.events()), Objects.requireNonNull(report.messages()));
    return lines;
  }

  private void starts(Starts starts) {
    text(
        """

        ## Start and memory

        From the start of the process to the first 200 of `/q/health/ready`, and what the process then holds; medians of
        %d rounds in which each was started once, in turn. `empty-cloud` and `empty-local` are Quarkus with the same
        extensions, one data source of the same kind and one constant endpoint. "After requests" is after 20 requests
        for an answer that is always the same. RSS holds the pages of the AOT cache too, which containers of one node
        can share; anonymous memory is what no file holds.

        JVM: `%s`, which is what the images come to in a container of 512 MiB, the limit of the manifests. Left alone
        Java begins with a heap of 1/64 of the machine's memory and on a large machine collects nothing while a service
        starts: give plain jars an `-Xms32m` where memory matters.
        """
            .formatted(starts.rounds(), String.join(" ", starts.options())));
    lines.addAll(Tables.starts(starts));
    lines.add("");
    lines.addAll(new StartCharts(starts).lines());
    text(
        """

        T6: with AOT cache, a service takes at most 2 times as long to start as the empty Quarkus, and holds at most 1.5
        times its anonymous memory.
        """);
    lines.addAll(Tables.targets(starts));
    lines.add("");
    starts.targets().stream().filter(target -> !target.met()).map(Page::missed).forEach(lines::add);
  }

  private static String missed(Target target) {
    return "- Missed: %s of the %s is %s times that of the empty Quarkus, not at most %s."
        .formatted(
            target.what(), target.service(), Tables.decimals(target.ratio(), 2), target.limit());
  }

  private void loads(EventFigures events, MessageFigures messages) {
    text(
        """

        ## Events and messages

        %d events and %d messages a second, begun on schedule whatever became of the earlier ones, for %d (app, corp) pairs
        in turn, with varied texts and people. Times count from the moment at which a request was to begin (no coordinated
        omission) and hold failures too. A warm-up at the same rate came before and is not counted.

        - An event: pushed by DingTalk to the cloud, until the encrypted `success` has been checked.
        - A message: from a program of the site through the local-service and the cloud to DingTalk, until the program has
          the answer `sent`.
        """
            .formatted(
                events.load().wantedPerSecond(),
                messages.load().wantedPerSecond(),
                events.load().pairs()));
    lines.addAll(Tables.loads(events, messages));
    lines.add("");
    lines.addAll(chart(events.load(), messages.load()));
    text(
        """

        At the end of the events the cloud was killed with `kill -9` under the load, and each event that it had answered
        `success` was looked for in its SQLite file. %s
        %s
        """
            .formatted(Sentences.durable(events), Sentences.delivered(messages)));
    Sentences.behind("events", events.load()).ifPresent(missed -> lines.add("- " + missed));
    Sentences.behind("messages", messages.load()).ifPresent(missed -> lines.add("- " + missed));
    report.broken().forEach(broken -> lines.add("- **Broken: " + broken + ".**"));
  }

  private static List<String> chart(LoadFigures events, LoadFigures messages) {
    return new Chart("Time to the answer", "ms")
        .bar("events p50", events.p50())
        .bar("events p90", events.p90())
        .bar("events p99", events.p99())
        .bar("messages p50", messages.p50())
        .bar("messages p90", messages.p90())
        .bar("messages p99", messages.p99())
        .lines();
  }

  private void text(String block) {
    block.lines().forEach(lines::add);
    lines.add("");
  }
}
