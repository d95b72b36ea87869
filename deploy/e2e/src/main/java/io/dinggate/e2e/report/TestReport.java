package io.dinggate.e2e.report;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * The last lines of {@code deploy/verify}: seeds, counts, and the list of what was not run and why.
 */
public final class TestReport {

  private TestReport() {}

  /**
   * Prints the report of the checkout that the first argument names; every further argument is one
   * more line of that list. Exits with 1 when the list has anything that could have run here.
   */
  public static void main(String[] arguments) throws IOException {
    var elsewhere = List.of(arguments).subList(1, arguments.length);
    var run = Run.read(Path.of(arguments[0])).withNotRun(elsewhere);
    print(run, new PrintStream(System.out, true, StandardCharsets.UTF_8));
    System.exit(run.complete() ? 0 : 1);
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
