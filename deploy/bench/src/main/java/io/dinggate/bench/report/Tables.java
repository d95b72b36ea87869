package io.dinggate.bench.report;

import io.dinggate.bench.event.IntakeFigures;
import io.dinggate.bench.event.RelayFigures;
import io.dinggate.bench.load.EventFigures;
import io.dinggate.bench.load.LoadFigures;
import io.dinggate.bench.send.AcceptFigures;
import io.dinggate.bench.send.Goal;
import io.dinggate.bench.send.PathFigures;
import io.dinggate.bench.send.ThroughFigures;
import io.dinggate.bench.start.Starts;
import java.util.List;
import java.util.Locale;

/** The tables of a report. */
final class Tables {

  private Tables() {}

  static List<String> machine(Machine machine) {
    var table =
        new Table("Machine", "")
            .row("processor", "%s, %d cores".formatted(machine.cpu(), machine.cores()))
            .row("memory", machine.memoryMiB() + " MiB")
            .row("system", machine.system())
            .row("load average before", decimals(machine.load(), 2))
            .row("4 KiB appended, fsync", decimals(machine.fsyncMillis(), 2) + " ms")
            .row("4 KiB in place, fdatasync", decimals(machine.inPlaceMillis(), 2) + " ms")
            .row("JDK", machine.java())
            .row("PostgreSQL", machine.postgres());
    machine.durability().forEach((name, value) -> table.row("PostgreSQL " + name, value));
    return table.lines();
  }

  static List<String> starts(Starts starts) {
    var table =
        new Table(
            "",
            "packaging",
            "ready, ms",
            "min-max, ms",
            "RSS, MiB",
            "anonymous, MiB",
            "RSS after requests",
            "anonymous after requests");
    for (var one : starts.figures()) {
      table.row(
          one.name(),
          one.packaging().text(),
          decimals(one.millis(), 0),
          decimals(one.fastest(), 0) + "-" + decimals(one.slowest(), 0),
          one.resident(),
          one.anonymous(),
          one.warmResident(),
          one.warmAnonymous());
    }
    return table.lines();
  }

  static List<String> targets(Starts starts) {
    var table = new Table("T6", "compared", "ratio", "at most", "");
    for (var target : starts.targets()) {
      table.row(
          target.service(),
          target.what(),
          decimals(target.ratio(), 2),
          target.limit(),
          target.met() ? "met" : "missed");
    }
    return table.lines();
  }

  static List<String> events(EventFigures events) {
    return row(loads(), "events", events.load()).lines();
  }

  static List<String> goals(List<Goal> goals) {
    var table = new Table("", "compared", "measured", "reference", "ratio", "wanted", "");
    for (var goal : goals) {
      table.row(
          goal.target(),
          goal.what(),
          decimals(goal.measured(), 1) + " " + goal.unit(),
          decimals(goal.reference(), 1) + " " + goal.unit(),
          decimals(goal.ratio(), 2),
          (goal.atLeast() ? ">= " : "<= ") + decimals(goal.limit(), 2),
          goal.met() ? "met" : "missed");
    }
    return table.lines();
  }

  static List<String> accept(AcceptFigures figures) {
    return new Table("T1", "messages, 1/s", "p50, ms", "p99, ms", "failures")
        .row(
            "accepted at the site",
            figures.accepted(),
            figures.p50(),
            figures.p99(),
            figures.failures())
        .row("bare JDBC loop", figures.bare(), "", "", "")
        .row(
            "pgbench -N -M prepared",
            figures.pgbench() < 0 ? "not installed" : decimals(figures.pgbench(), 1),
            "",
            "",
            "")
        .lines();
  }

  static List<String> through(ThroughFigures figures) {
    var table =
        new Table("T2", "limits on", "limits out of the way")
            .row("calls through to DingTalk, 1/s", figures.achieved(), figures.uncapped())
            .row("the same in the worst 10 s", figures.lowest(), "");
    figures
        .millisPerMessage()
        .forEach(
            (process, millis) ->
                table.row(
                    "CPU ms a message, " + process,
                    decimals(millis, 3),
                    decimals(figures.uncappedMillisPerMessage().getOrDefault(process, 0.0), 3)));
    return table.lines();
  }

  static List<String> way(PathFigures figures) {
    return new Table("T3", "ms")
        .row("p50 of the way", decimals(figures.p50(), 2))
        .row("p99 of the way", decimals(figures.p99(), 2))
        .row(
            "p50 through two nginx",
            figures.compared() ? decimals(figures.nginx(), 2) : "nginx is not installed")
        .row("p50 of a commit, PostgreSQL", decimals(figures.commitPostgres(), 2))
        .row("p50 of a commit, SQLite", decimals(figures.commitSqlite(), 2))
        .row("allowed p50", figures.compared() ? decimals(figures.allowed(), 2) : "")
        .lines();
  }

  static List<String> intake(IntakeFigures figures) {
    return new Table("T4", "1/s", "p50, ms", "p99, ms", "failures")
        .row(
            "events acknowledged, on the disk",
            figures.acknowledged(),
            figures.p50(),
            figures.p99(),
            figures.failures())
        .row("the same bodies, answered by a constant", figures.constant(), "", "", "")
        .row("rows with a commit each", figures.rows(), "", "", "")
        .lines();
  }

  static List<String> relay(RelayFigures figures) {
    return new Table("T5", "")
        .row("p50 from the push to the site's commit", millis(figures.p50()))
        .row("p99 of the same", millis(figures.p99()))
        .row("p50 of a commit, PostgreSQL", millis(figures.commitPostgres()))
        .row("p50 of a commit, SQLite", millis(figures.commitSqlite()))
        .row("allowed p50", millis(figures.allowed()))
        .row("sites waiting at once", figures.waiting())
        .row("of these answered", figures.answered())
        .row("heap of a waiting site", kib(figures.heapBytes()))
        .row("its other memory", kib(figures.nativeBytes()))
        .lines();
  }

  private static String millis(double value) {
    return decimals(value, 2) + " ms";
  }

  private static String kib(double bytes) {
    return decimals(bytes / 1024, 1) + " KiB";
  }

  private static Table loads() {
    return new Table(
        "",
        "wanted, 1/s",
        "achieved, 1/s",
        "(app, corp) pairs",
        "requests",
        "failures",
        "p50, ms",
        "p90, ms",
        "p99, ms",
        "max, ms");
  }

  private static Table row(Table table, String name, LoadFigures load) {
    return table.row(
        name,
        load.wantedPerSecond(),
        load.achievedPerSecond(),
        load.pairs(),
        load.requests(),
        load.failures(),
        load.p50(),
        load.p90(),
        load.p99(),
        load.max());
  }

  static String decimals(double value, int digits) {
    return String.format(Locale.ROOT, "%." + digits + "f", value);
  }
}
