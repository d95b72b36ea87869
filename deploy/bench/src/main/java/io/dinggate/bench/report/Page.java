package io.dinggate.bench.report;

import io.dinggate.bench.event.IntakeFigures;
import io.dinggate.bench.event.RelayFigures;
import io.dinggate.bench.load.EventFigures;
import io.dinggate.bench.load.LoadFigures;
import io.dinggate.bench.send.AcceptFigures;
import io.dinggate.bench.send.PathFigures;
import io.dinggate.bench.send.ThroughFigures;
import io.dinggate.bench.start.Starts;
import io.dinggate.bench.start.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The report as a page: {@code deploy/docs/performance.md}. Not thread-safe. */
public final class Page {

  private final Report report;
  private final List<String> inTheWay;
  private final List<String> lines = new ArrayList<>();

  private Page(Report report, List<String> inTheWay) {
    this.report = report;
    this.inTheWay = inTheWay;
  }

  /**
   * Its lines.
   *
   * @param report with all its parts
   * @param inTheWay what stands in the way of targets that are missed, as Markdown
   */
  public static List<String> of(Report report, List<String> inTheWay) {
    return new Page(report, inTheWay).lines();
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
    text(
        """

        The disk was asked once, before everything else, 200 times each way. PostgreSQL and SQLite commit the second way:
        their logs are overwritten where they are, so that a commit need not wait for the file system's own journal and may
        take less than an fsync of a growing file. What a commit takes while messages are measured stands with T3.
        """);
    starts(Objects.requireNonNull(report.starts()));
    targets();
    messages();
    intake(Objects.requireNonNull(report.intake()));
    events(Objects.requireNonNull(report.events()));
    relay(Objects.requireNonNull(report.relay()));
    report.broken().forEach(broken -> lines.add("- **Broken: " + broken + ".**"));
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

  private void targets() {
    text(
        """

        ## Messages and events beside their reference points

        T1 to T5: what DingGate reaches, beside a reference point that was measured in the same run, in turn with it.
        """);
    lines.addAll(Tables.goals(report.goals()));
    lines.add("");
    var missed = report.goals().stream().filter(goal -> !goal.met()).toList();
    missed.forEach(goal -> lines.add("- " + Sentences.missed(goal)));
    if (!missed.isEmpty()) {
      text("\n### What stands in the way\n");
      lines.addAll(inTheWay);
      lines.add("");
    }
  }

  private void messages() {
    text("\n## Messages\n");
    accept(Objects.requireNonNull(report.accept()));
    through(Objects.requireNonNull(report.through()));
    way(Objects.requireNonNull(report.way()));
  }

  private void accept(AcceptFigures figures) {
    text(
        """

        ### Accepted at the site (T1)

        Messages of one recipient, each answered 202 once it is on the disk, for %d callers at a time that each send the
        next when the last is answered; beside a loop of %d connections that does the same statements with the same tables
        at the same server, and nothing else. Medians of %d rounds, in turn. The cloud is away meanwhile, so that what is
        measured is the accepting. `pgbench` is PostgreSQL's own figure for another transaction, so that the server is
        known.
        """
            .formatted(figures.connections(), figures.connections(), figures.rounds()));
    lines.addAll(Tables.accept(figures));
    lines.add("");
    lines.addAll(
        new Chart("Messages stored durably", "1/s")
            .bar("accepted at the site", figures.accepted())
            .bar("half of the bare loop", figures.bare() / 2)
            .bar("bare JDBC loop", figures.bare())
            .lines());
  }

  private void through(ThroughFigures figures) {
    text(
        """

        ### Through to DingTalk (T2)

        %d messages a second of one recipient each, without receipts, for %d (app, corp) pairs, for %d s after a warm-up,
        from the site's API to the answer of a stub that stands for DingTalk, all limits as they are by default: 10,000
        calls in 20 s for the address. `--only through --seconds 300` is the whole five minutes. Then the same with
        limits out of the way, as many as the site takes. CPU time is the kernel's, for each process.
        """
            .formatted(figures.wantedPerSecond(), figures.pairs(), figures.seconds()));
    lines.addAll(Tables.through(figures));
    text(
        """

        Accepted and not at DingTalk yet when the time was over: %d; never: %d; more than once: %d.
        """
            .formatted(figures.behind(), figures.lost(), figures.twice()));
  }

  private void way(PathFigures figures) {
    text(
        """

        ### The way of a single message (T3)

        %d messages a second: from the begin of the call at the site to the arrival of the call at the stub, beside the
        same body posted through two nginx, one behind the other. Medians of %d rounds, in turn; p99 over all. Allowed are
        the two nginx, 4 commits of one row (half of them at PostgreSQL, half at SQLite, measured in the same rounds) and
        3 ms.
        """
            .formatted(figures.perSecond(), figures.rounds()));
    lines.addAll(Tables.way(figures));
    lines.add("");
    var chart = new Chart("Time on the way", "ms").bar("p50", figures.p50());
    if (figures.compared()) {
      chart.bar("allowed p50", figures.allowed()).bar("two nginx p50", figures.nginx());
    }
    lines.addAll(chart.bar("p99", figures.p99()).lines());
  }

  private void intake(IntakeFigures figures) {
    text(
        """

        ## Events

        ### Acknowledged, and on the disk (T4)

        %d pushes at a time, each the next when the last is answered `success`; beside the same bodies at an empty Quarkus
        that reads them and answers a constant, and beside a bare loop that commits each row for itself in SQLite as the
        cloud-service has it. Medians of %d rounds, in turn. The site is away meanwhile.
        """
            .formatted(figures.callers(), figures.rounds()));
    lines.addAll(Tables.intake(figures));
    lines.add("");
    lines.addAll(
        new Chart("Events acknowledged", "1/s")
            .bar("acknowledged", figures.acknowledged())
            .bar("constant endpoint", figures.constant())
            .bar("a commit a row", figures.rows())
            .lines());
  }

  private void relay(RelayFigures figures) {
    text(
        """

        ### To the site (T5)

        %d events a second, one after the other: from the begin of the push, which is before the event is on the
        cloud's disk, to the commit at the site, of which PostgreSQL itself tells (`NOTIFY`). Medians of %d rounds; p99 over all. Allowed are 4
        times the sum of a commit at either end. Then %,d sites wait at one cloud-service at once, each on a connection of
        its own: what each takes of live heap (after a full collection) and of other memory (anonymous pages, the heap's
        being touched beforehand).
        """
            .formatted(figures.perSecond(), figures.rounds(), figures.waiting()));
    lines.addAll(Tables.relay(figures));
    lines.add("");
    lines.addAll(
        new Chart("From the push to the site", "ms")
            .bar("p50", figures.p50())
            .bar("allowed p50", figures.allowed())
            .bar("p99", figures.p99())
            .lines());
  }

  private void events(EventFigures events) {
    text(
        """

        ### At a fixed rate (T4)

        %d events a second, begun on schedule whatever became of the earlier ones, for %d (app, corp) pairs in turn, with
        varied texts and people. Times count from the moment at which a request was to begin (no coordinated omission) and
        hold failures too. A warm-up at the same rate came before and is not counted. An event is pushed by DingTalk to
        the cloud, until the encrypted `success` has been checked.
        """
            .formatted(events.load().wantedPerSecond(), events.load().pairs()));
    lines.addAll(Tables.events(events));
    lines.add("");
    lines.addAll(chart(events.load()));
    text(
        """

        At the end of the events the cloud was killed with `kill -9` under the load, and each event that it had answered
        `success` was looked for in its SQLite file. %s
        """
            .formatted(Sentences.durable(events)));
    Sentences.behind("events", events.load()).ifPresent(missed -> lines.add("- " + missed));
  }

  private static List<String> chart(LoadFigures events) {
    return new Chart("Time to the answer", "ms")
        .bar("events p50", events.p50())
        .bar("events p90", events.p90())
        .bar("events p99", events.p99())
        .lines();
  }

  private void text(String block) {
    block.lines().forEach(lines::add);
    lines.add("");
  }
}
