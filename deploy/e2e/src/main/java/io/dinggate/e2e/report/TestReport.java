package io.dinggate.e2e.report;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * The last lines of {@code deploy/verify}: seeds, counts, and the list of what was not run and why.
 */
public final class TestReport {

  private TestReport() {}

  /**
   * Prints the report of the checkout that the only argument names; exits with 1 when that list is
   * not empty.
   */
  public static void main(String[] arguments) throws IOException {
    var run = Run.read(Path.of(arguments[0]));
    print(run, new PrintStream(System.out, true, StandardCharsets.UTF_8));
    System.exit(run.notRun().isEmpty() ? 0 : 1);
  }

  static void print(Run run, PrintStream out) {
    for (var suite : run.suites()) {
      suite.notes().forEach(note -> out.println(suite.name() + ": " + note));
    }
    out.printf(
        "Tests run: %d, failed: %d, skipped: %d, in %d classes%n",
        run.tests(), run.failed(), run.skipped(), run.suites().size());
    if (run.notRun().isEmpty()) {
      out.println("Not run: nothing.");
    } else {
      out.println("Not run:");
      run.notRun().forEach(line -> out.println("- " + line));
    }
  }
}
