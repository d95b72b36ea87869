package io.dinggate.e2e.walk;

import java.io.PrintStream;
import java.util.concurrent.Callable;

/** Runs the steps of a walk one after the other and prints what became of each. */
public final class Steps {

  private final PrintStream out;
  private int number;
  private boolean failed;

  public Steps(PrintStream out) {
    this.out = out;
  }

  /**
   * Runs one step, unless an earlier one failed.
   *
   * @param title what is done, for a person to read
   * @param work does it and tells what was seen; an exception is a failure, its message says why
   */
  public void run(String title, Callable<String> work) {
    number++;
    if (failed) {
      print("skipped", title, "an earlier step failed");
      return;
    }
    try {
      print("ok", title, work.call());
    } catch (Exception e) {
      failed = true;
      print("FAILED", title, e.getMessage() == null ? e.toString() : e.getMessage());
    }
  }

  /** Whether no step has failed so far. */
  public boolean allWell() {
    return !failed;
  }

  private void print(String result, String title, String detail) {
    out.printf("%2d. %-7s %s: %s%n", number, result, title, detail);
  }
}
