package io.dinggate.e2e;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * How a packaged service is started as a process: by the JDK of this JVM, with no setting of ours
 * but those given here.
 *
 * @param jar the {@code quarkus-run.jar}
 * @param options of the JVM, for example {@code -Xmx512m}
 * @param arguments of the program, for example {@code init}
 * @param settings our configuration keys and their values
 * @param directory the process works in it
 * @param log gets what the process writes, appended
 * @param wrapper a command that is to run the JDK's, for example a tracer; empty for none
 */
public record Launch(
    Path jar,
    List<String> options,
    List<String> arguments,
    Map<String, String> settings,
    Path directory,
    Path log,
    List<String> wrapper)
    implements Start {

  private static final List<String> USUAL =
      List.of("--enable-native-access=ALL-UNNAMED", "-XX:+UseSerialGC", "-Xmx512m");

  private static final String OURS = "DINGGATE_";

  public Launch {
    options = List.copyOf(options);
    arguments = List.copyOf(arguments);
    settings = Map.copyOf(settings);
    wrapper = List.copyOf(wrapper);
  }

  /** Without a wrapper. */
  public Launch(
      Path jar,
      List<String> options,
      List<String> arguments,
      Map<String, String> settings,
      Path directory,
      Path log) {
    this(jar, options, arguments, settings, directory, log, List.of());
  }

  /** With the options that every service of a stack has. */
  public Launch(
      Path jar, List<String> arguments, Map<String, String> settings, Path directory, Path log) {
    this(jar, USUAL, arguments, settings, directory, log);
  }

  /** The same, run by another command. */
  Launch under(List<String> command) {
    return new Launch(jar, options, arguments, settings, directory, log, command);
  }

  @Override
  public Process start() {
    var command = new ArrayList<>(wrapper);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(List.of("-jar", jar.toString()));
    command.addAll(arguments);
    var builder = new ProcessBuilder(command).directory(directory.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith(OURS));
    settings.forEach((key, value) -> builder.environment().put(variable(key), value));
    try {
      Files.createDirectories(log.getParent());
      return builder
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
          .start();
    } catch (IOException e) {
      throw new StackException("cannot start " + jar, e);
    }
  }

  /**
   * Runs the program to its end.
   *
   * @throws StackException when it does not end within {@code limit}; it is killed then
   */
  public Ended run(Duration limit) {
    var process = start();
    try {
      if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
        throw new StackException(jar + " " + arguments + " did not end within " + limit);
      }
      return new Ended(process.exitValue(), Files.readString(log, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new StackException("cannot read " + log, e);
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new StackException("interrupted", e);
    }
  }

  /**
   * The environment variable of a configuration key (MicroProfile Config 3.1, "Environment
   * Variables Mapping Rules").
   */
  static String variable(String key) {
    return key.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
  }

  /**
   * A program that has run to its end.
   *
   * @param exit its exit code
   * @param output everything in its log file
   */
  public record Ended(int exit, String output) {}
}
