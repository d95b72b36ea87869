package io.dinggate.bench;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.dinggate.bench.BenchOptions.Part;
import io.dinggate.bench.event.IntakeBench;
import io.dinggate.bench.event.IntakeFigures;
import io.dinggate.bench.event.RelayBench;
import io.dinggate.bench.event.RelayFigures;
import io.dinggate.bench.load.BenchWorld;
import io.dinggate.bench.load.EventFigures;
import io.dinggate.bench.load.EventSource;
import io.dinggate.bench.load.EventsBench;
import io.dinggate.bench.load.Load;
import io.dinggate.bench.report.Machine;
import io.dinggate.bench.report.MachineProbe;
import io.dinggate.bench.report.Page;
import io.dinggate.bench.report.Report;
import io.dinggate.bench.report.Text;
import io.dinggate.bench.send.AcceptBench;
import io.dinggate.bench.send.AcceptFigures;
import io.dinggate.bench.send.PathBench;
import io.dinggate.bench.send.PathFigures;
import io.dinggate.bench.send.Profile;
import io.dinggate.bench.send.Sending;
import io.dinggate.bench.send.ThroughBench;
import io.dinggate.bench.send.ThroughFigures;
import io.dinggate.bench.start.StartBench;
import io.dinggate.bench.start.Starts;
import io.dinggate.bench.stub.Stub;
import io.dinggate.e2e.Stack;
import io.dinggate.e2e.StackBuilder;
import io.dinggate.e2e.StackException;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code deploy/bench/run}: measures, prints the tables, writes them as JSON and as a page. */
public final class Bench {

  private static final int EVENTS_PER_SECOND = 500;
  private static final int LONGEST_WARM_UP = 10;
  private static final int ACCEPT_ROUNDS = 5;
  private static final double ACCEPT_SECONDS = 4;
  private static final int INTAKE_ROUNDS = 3;
  private static final int WAITING_SITES = 5_000;
  private static final int WAY_ROUNDS = 3;
  private static final int WAY_SECONDS = 10;

  private final BenchOptions options;
  private final Clock clock;
  private final PrintStream out;
  private final double loadBefore = MachineProbe.load();
  private @Nullable Machine machine;

  Bench(BenchOptions options, Clock clock, PrintStream out) {
    this.options = options;
    this.clock = clock;
    this.out = out;
  }

  /**
   * Exits with 0, with 1 when a promise was broken or the bench could not be run, with 2 for
   * options that are none. A target that is missed is no failure.
   */
  public static void main(String[] arguments) {
    var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    System.exit(run(arguments, out));
  }

  private static int run(String[] arguments, PrintStream out) {
    BenchOptions options;
    try {
      options = BenchOptions.parse(arguments);
    } catch (BenchException e) {
      out.println(e.getMessage());
      return 2;
    }
    try {
      var bench = new Bench(options, Clock.systemUTC(), out);
      var report = bench.measure();
      bench.publish(report);
      return report.broken().isEmpty() ? 0 : 1;
    } catch (BenchException | StackException e) {
      out.println(e.getMessage());
      return 1;
    }
  }

  /** All parts that were asked for, one after the other, each on a stack of its own. */
  Report measure() {
    var starts = options.parts().contains(Part.START) ? starts() : null;
    var accept = options.parts().contains(Part.ACCEPT) ? accept() : null;
    var through = options.parts().contains(Part.THROUGH) ? through() : null;
    var way = options.parts().contains(Part.WAY) ? way() : null;
    var intake = options.parts().contains(Part.EVENTS) ? intake() : null;
    var events = options.parts().contains(Part.EVENTS) ? events() : null;
    var relay = options.parts().contains(Part.RELAY) ? relay() : null;
    var measuredOn = machine;
    if (measuredOn == null) {
      throw new BenchException("nothing was measured");
    }
    var day = LocalDate.ofInstant(clock.instant(), clock.getZone()).toString();
    return new Report(
        day, options.command(), measuredOn, starts, intake, events, relay, accept, through, way);
  }

  private Starts starts() {
    try (var stack = stack().start()) {
      look(stack);
      return new StartBench(stack, options.home(), options.rounds(), this::progress).run();
    }
  }

  private AcceptFigures accept() {
    try (var stub = Stub.start();
        var stack = Sending.to(stub, stack()).start()) {
      look(stack);
      progress("T1: messages accepted at the site, and the bare loop, in turn");
      try (var _ = profile(stack, "accept")) {
        var seconds = Math.min(options.seconds(), ACCEPT_SECONDS);
        return new AcceptBench(stack, options.home(), ACCEPT_ROUNDS, seconds).run();
      }
    }
  }

  private ThroughFigures through() {
    var bench = new ThroughBench(options.seconds());
    ThroughBench.Capped capped;
    try (var stub = Stub.start();
        var stack = Sending.to(stub, stack()).start()) {
      look(stack);
      progress(
          "T2: messages through to DingTalk at its limit, for %d s".formatted(options.seconds()));
      try (var _ = profile(stack, "through")) {
        capped = bench.capped(stack, stub);
      }
    }
    try (var stub = Stub.start();
        var stack = Sending.uncapped(stub, stack()).start()) {
      progress("T2: the same without limits");
      try (var _ = profile(stack, "uncapped")) {
        return bench.figures(capped, bench.uncapped(stack, stub));
      }
    }
  }

  private PathFigures way() {
    try (var stub = Stub.start();
        var stack = Sending.to(stub, stack()).start()) {
      look(stack);
      progress("T3: the way of single messages, and two nginx, in turn");
      try (var _ = profile(stack, "way")) {
        var seconds = Math.min(options.seconds(), WAY_SECONDS);
        return new PathBench(stack, stub, WAY_ROUNDS, seconds).run();
      }
    }
  }

  /** Records from now until it is closed, when that was asked for. */
  private Profile profile(Stack stack, String part) {
    return options.profile()
        ? Profile.of(stack, options.home().resolve("deploy/bench/target/profile"), part, out)
        : Profile.none();
  }

  private IntakeFigures intake() {
    try (var stack = stack().world(BenchWorld::after).start()) {
      look(stack);
      progress("T4: events acknowledged, a constant endpoint, and a commit for each row, in turn");
      try (var _ = profile(stack, "events")) {
        var seconds = Math.min(options.seconds(), ACCEPT_SECONDS);
        var source = new EventSource(stack, clock);
        return new IntakeBench(stack, options.home(), source, INTAKE_ROUNDS, seconds).run();
      }
    }
  }

  private RelayFigures relay() {
    try (var stack = stack().world(BenchWorld::after).start()) {
      look(stack);
      progress("T5: events to their site one at a time, then %,d sites".formatted(WAITING_SITES));
      var seconds = Math.min(options.seconds(), WAY_SECONDS);
      var source = new EventSource(stack, clock);
      return new RelayBench(stack, options.home(), source, WAY_ROUNDS, seconds, WAITING_SITES)
          .run();
    }
  }

  private EventFigures events() {
    try (var stack = stack().world(BenchWorld::after).start()) {
      look(stack);
      progress("T4: events at %d/s for %d s".formatted(EVENTS_PER_SECOND, options.seconds()));
      return new EventsBench(stack, load(EVENTS_PER_SECOND), clock).run();
    }
  }

  /** On the disk of the checkout: the system's temporary directory may be no disk at all. */
  private StackBuilder stack() {
    return Stack.builder()
        .home(options.home())
        .directory(options.home().resolve("deploy/bench/target/stack"));
  }

  private Load load(int perSecond) {
    return new Load(perSecond, Math.min(options.seconds(), LONGEST_WARM_UP), options.seconds());
  }

  private void look(Stack stack) {
    if (machine == null) {
      machine = MachineProbe.of(loadBefore, stack.directory(), stack.database(Stack.EAST));
    }
  }

  private void publish(Report report) {
    Text.of(report).forEach(out::println);
    var target = options.home().resolve("deploy/bench/target");
    write(report, target.resolve("bench.json"));
    out.println("Written: deploy/bench/target/bench.json");
    if (options.complete()) {
      var docs = options.home().resolve("deploy/docs");
      write(report, docs.resolve("performance.json"));
      write(String.join("\n", Page.of(report, inTheWay())) + "\n", docs.resolve("performance.md"));
      out.println("Written: deploy/docs/performance.json, deploy/docs/performance.md");
    }
  }

  /** What profiles have shown, written by whoever has read them. */
  private List<String> inTheWay() {
    try {
      return Files.readAllLines(options.home().resolve("deploy/bench/in-the-way.md"));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read in-the-way.md", e);
    }
  }

  private static void write(Report report, Path file) {
    var json = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
    try {
      write(json.writeValueAsString(report) + "\n", file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the report as JSON", e);
    }
  }

  private static void write(String text, Path file) {
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file.getFileName(), e);
    }
  }

  private void progress(String doing) {
    out.println("... " + doing);
  }
}
