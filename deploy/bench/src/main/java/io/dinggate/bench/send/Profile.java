package io.dinggate.bench.send;

import io.dinggate.bench.BenchException;
import io.dinggate.e2e.Stack;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** What the services spend their time with, recorded by the JDK's own recorder. */
public final class Profile implements AutoCloseable {

  private static final String NAME = "bench";

  private final Map<String, Long> services;
  private final Path directory;
  private final String part;
  private final PrintStream out;

  private Profile(Map<String, Long> services, Path directory, String part, PrintStream out) {
    this.services = services;
    this.directory = directory;
    this.part = part;
    this.out = out;
  }

  /** Records nothing. */
  public static Profile none() {
    return new Profile(Map.of(), Path.of(""), "", System.out);
  }

  /**
   * Records both services until {@link #close}, into a file for each; prints where they are hot.
   */
  public static Profile of(Stack stack, Path directory, String part, PrintStream out) {
    var services = Map.of("local", stack.local(Stack.EAST).pid(), "cloud", stack.cloud().pid());
    var profile = new Profile(services, directory, part, out);
    services.values().forEach(pid -> jcmd(pid, "JFR.start", "name=" + NAME, "settings=profile"));
    return profile;
  }

  @Override
  public void close() {
    services.forEach(this::dump);
  }

  private void dump(String service, long pid) {
    if (ProcessHandle.of(pid).isEmpty()) {
      return; // T1 does without the cloud
    }
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw new BenchException("cannot write profiles", e);
    }
    var file = directory.resolve(part + "-" + service + ".jfr");
    jcmd(pid, "JFR.stop", "name=" + NAME, "filename=" + file);
    out.println(part + ", " + service + "-service: " + file);
    out.println(run(tool("jfr"), "view", "--width", "140", "hot-methods", file.toString()));
  }

  private static void jcmd(long pid, String... command) {
    var all = new String[command.length + 2];
    all[0] = tool("jcmd");
    all[1] = Long.toString(pid);
    System.arraycopy(command, 0, all, 2, command.length);
    run(all);
  }

  private static String tool(String name) {
    return Path.of(System.getProperty("java.home"), "bin", name).toString();
  }

  private static String run(String... command) {
    try {
      var process = new ProcessBuilder(List.of(command)).redirectErrorStream(true).start();
      var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      process.waitFor();
      return output;
    } catch (IOException e) {
      throw new BenchException("cannot run " + command[0], e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchException("interrupted", e);
    }
  }
}
