package io.dinggate.e2e;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * What was asked of {@code deploy/demo}; the script itself answers {@code --help}.
 *
 * @param check walk on free ports and end
 * @param twoSites start the site north too
 * @param home the root of the checkout
 * @param directory where the stack writes; empty for a new one that a check removes again
 * @param ports where everything listens
 */
record DemoOptions(
    boolean check, boolean twoSites, Path home, Optional<Path> directory, Ports ports) {

  /**
   * Reads the arguments.
   *
   * @throws StackException when they make no sense
   */
  static DemoOptions parse(String[] arguments, Map<String, String> environment) {
    try {
      return of(new CommandLine(spec()).parseArgs(arguments), environment);
    } catch (ParameterException e) {
      throw new StackException(e.getMessage() + ". See deploy/demo --help.", e);
    }
  }

  /** All options with their names. */
  static CommandSpec spec() {
    var spec =
        CommandSpec.create()
            .name("deploy/demo")
            .addOption(OptionSpec.builder("--check").build())
            .addOption(OptionSpec.builder("--two-sites").build())
            .addOption(OptionSpec.builder("--home").type(Path.class).required(true).build())
            .addOption(OptionSpec.builder("--data").type(Path.class).build());
    for (var listener : Listener.values()) {
      spec.addOption(OptionSpec.builder(listener.option()).type(Integer.class).build());
    }
    return spec;
  }

  /** The stack that was asked for. */
  StackBuilder stack(Path where) {
    var builder = Stack.builder().home(home).directory(where).ports(ports).directories();
    return twoSites ? builder.twoSites() : builder;
  }

  private static DemoOptions of(ParseResult given, Map<String, String> environment) {
    boolean check = given.hasMatchedOption("--check");
    Path home = given.matchedOption("--home").getValue();
    var ports = check ? Ports.free() : Ports.usual();
    for (var listener : Listener.values()) {
      ports = moved(ports, listener, given, environment);
    }
    return new DemoOptions(
        check,
        given.hasMatchedOption("--two-sites"),
        home,
        given.hasMatchedOption("--data")
            ? Optional.of(given.matchedOption("--data").getValue())
            : usualDirectory(home).filter(_ -> !check),
        ports);
  }

  /** The port as the option, else the variable, says. */
  private static Ports moved(
      Ports ports, Listener listener, ParseResult given, Map<String, String> environment) {
    if (given.hasMatchedOption(listener.option())) {
      int port = given.matchedOption(listener.option()).getValue();
      return ports.with(listener, port);
    }
    var text = environment.get(listener.variable());
    if (text == null || text.isBlank()) {
      return ports;
    }
    try {
      return ports.with(listener, Integer.parseInt(text.strip()));
    } catch (NumberFormatException e) {
      throw new StackException(listener.variable() + " is not a port: " + text, e);
    }
  }

  /** The demo's own directory, unless this user cannot write it. */
  private static Optional<Path> usualDirectory(Path home) {
    var own = home.resolve("deploy/.demo");
    return Files.isWritable(Files.exists(own) ? own : home.resolve("deploy"))
        ? Optional.of(own)
        : Optional.empty();
  }
}
