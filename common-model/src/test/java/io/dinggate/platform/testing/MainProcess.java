package io.dinggate.platform.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A service's main class as a process of its own, on the class path of the test.
 *
 * @param code what it ended with
 * @param output all that it wrote
 */
public record MainProcess(int code, String output) {

  /**
   * Runs it to its end.
   *
   * @param main the class
   * @param directory where it works and its output is kept
   * @param environment the variables of ours that it sees, and no others
   * @param arguments what it is called with
   */
  public static MainProcess run(
      Class<?> main, Path directory, Map<String, String> environment, String... arguments)
      throws IOException, InterruptedException {
    var command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
    command.addAll(List.of(arguments));
    var output = directory.resolve("output.txt");
    var builder =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("DINGGATE_"));
    builder.environment().putAll(environment);
    var process = builder.start();
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("has not ended: " + Files.readString(output));
    }
    return new MainProcess(process.exitValue(), Files.readString(output));
  }
}
