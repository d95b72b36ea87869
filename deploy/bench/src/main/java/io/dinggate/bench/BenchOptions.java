package io.dinggate.bench;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * What was asked of {@code deploy/bench/run}; the script itself answers {@code --help}.
 *
 * @param home the root of the checkout
 * @param parts what is measured
 * @param rounds how often each variant is started
 * @param seconds for how long events and messages are measured
 * @param profile whether the services are profiled while messages are measured
 */
record BenchOptions(Path home, Set<Part> parts, int rounds, int seconds, boolean profile) {

  private static final int ROUNDS = 7;
  private static final int SECONDS = 60;

  /** A part of the bench. */
  enum Part {
    START,
    EVENTS,
    RELAY,
    ACCEPT,
    THROUGH,
    WAY
  }

  BenchOptions {
    parts = Set.copyOf(parts);
  }

  /**
   * Reads the arguments.
   *
   * @throws BenchException when they make no sense
   */
  static BenchOptions parse(String... arguments) {
    try {
      return of(new CommandLine(spec()).parseArgs(arguments));
    } catch (ParameterException e) {
      throw new BenchException(e.getMessage() + ". See deploy/bench/run --help.", e);
    }
  }

  /** Whether this is worth a page: everything undisturbed, with no less than the usual numbers. */
  boolean complete() {
    return !profile
        && parts.size() == Part.values().length
        && rounds >= ROUNDS
        && seconds >= SECONDS;
  }

  /** The command that repeats it, without the machine's paths. */
  String command() {
    var command = new StringBuilder("deploy/bench/run");
    if (parts.size() == 1) {
      command.append(" --only ").append(parts.iterator().next().name().toLowerCase(Locale.ROOT));
    }
    if (rounds != ROUNDS) {
      command.append(" --rounds ").append(rounds);
    }
    if (seconds != SECONDS) {
      command.append(" --seconds ").append(seconds);
    }
    if (profile) {
      command.append(" --profile");
    }
    return command.toString();
  }

  private static CommandSpec spec() {
    return CommandSpec.create()
        .name("deploy/bench/run")
        .addOption(OptionSpec.builder("--home").type(Path.class).required(true).build())
        .addOption(OptionSpec.builder("--only").type(String.class).build())
        .addOption(number("--rounds", ROUNDS))
        .addOption(number("--seconds", SECONDS))
        .addOption(OptionSpec.builder("--profile").build());
  }

  private static OptionSpec number(String name, int usual) {
    return OptionSpec.builder(name)
        .type(Integer.class)
        .defaultValue(Integer.toString(usual))
        .build();
  }

  private static BenchOptions of(ParseResult given) {
    Path home = given.matchedOption("--home").getValue();
    return new BenchOptions(
        home.toAbsolutePath().normalize(),
        parts(given.matchedOptionValue("--only", "")),
        positive(given, "--rounds"),
        positive(given, "--seconds"),
        given.hasMatchedOption("--profile"));
  }

  private static Set<Part> parts(String only) {
    if (only.isEmpty()) {
      return EnumSet.allOf(Part.class);
    }
    for (var part : Part.values()) {
      if (part.name().toLowerCase(Locale.ROOT).equals(only)) {
        return EnumSet.of(part);
      }
    }
    throw new BenchException(
        "--only takes start, events, relay, accept, through or way. See deploy/bench/run --help.");
  }

  private static int positive(ParseResult given, String name) {
    int number = given.commandSpec().findOption(name).getValue();
    if (number < 1) {
      throw new BenchException(name + " takes a number from 1 on. See deploy/bench/run --help.");
    }
    return number;
  }
}
