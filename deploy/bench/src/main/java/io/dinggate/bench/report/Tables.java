package io.dinggate.bench.report;

import io.dinggate.bench.load.EventFigures;
import io.dinggate.bench.load.LoadFigures;
import io.dinggate.bench.load.MessageFigures;
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
            .row("fsync of 4 KiB, median", decimals(machine.fsyncMillis(), 2) + " ms")
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

  static List<String> loads(EventFigures events, MessageFigures messages) {
    return row(row(loads(), "events", events.load()), "messages", messages.load()).lines();
  }

  static List<String> events(EventFigures events) {
    return row(loads(), "events", events.load()).lines();
  }

  static List<String> messages(MessageFigures messages) {
    return row(loads(), "messages", messages.load()).lines();
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
