package io.dinggate.e2e.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A run of the whole build, read from the reports that it left.
 *
 * @param suites every test class that ran
 * @param notRun what did not run, each with its reason
 */
record Run(List<Suite> suites, List<String> notRun) {

  /** How a reason begins that no program to install would change. */
  private static final String OF_THE_MACHINE = ": not allowed on this machine: ";

  private static final List<String> MODULES =
      List.of(
          "common-model",
          "deploy/sandbox",
          "cloud-service",
          "local-service",
          "deploy/e2e",
          "deploy/bench");

  /** Reads the reports of all modules of the checkout. */
  static Run read(Path home) throws IOException {
    var suites = new ArrayList<Suite>();
    var notRun = new ArrayList<String>();
    for (var module : MODULES) {
      var unit = suites(home.resolve(module), "surefire");
      var integration = suites(home.resolve(module), "failsafe");
      if (unit.isEmpty() && Files.isDirectory(home.resolve(module).resolve("src/test"))) {
        notRun.add("the tests of " + module + ": the build ended before");
      } else if (integration.isEmpty() && module.equals("deploy/e2e")) {
        notRun.add("the end-to-end tests: the build ended before");
      }
      suites.addAll(unit);
      suites.addAll(integration);
    }
    for (var suite : suites) {
      suite.skipped().forEach(test -> notRun.add(suite.name() + "." + test));
    }
    return new Run(suites, notRun);
  }

  /** The same with more that did not run. */
  Run withNotRun(List<String> more) {
    return new Run(suites, Stream.concat(notRun.stream(), more.stream()).toList());
  }

  /** Whether all ran that could run here; what the machine itself does not allow is listed only. */
  boolean complete() {
    return notRun.stream().allMatch(line -> line.contains(OF_THE_MACHINE));
  }

  int tests() {
    return suites.stream().mapToInt(Suite::tests).sum();
  }

  int failed() {
    return suites.stream().mapToInt(Suite::failed).sum();
  }

  int skipped() {
    return suites.stream().mapToInt(suite -> suite.skipped().size()).sum();
  }

  private static List<Suite> suites(Path module, String plugin) throws IOException {
    var reports = module.resolve("target").resolve(plugin + "-reports");
    if (!Files.isDirectory(reports)) {
      return List.of();
    }
    var suites = new ArrayList<Suite>();
    try (var files = Files.newDirectoryStream(reports, "TEST-*.xml")) {
      for (var file : files) {
        suites.add(Suite.read(file));
      }
    }
    return suites;
  }
}
