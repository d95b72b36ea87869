package io.dinggate.e2e.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestReportTest {

  private static final String GREEN =
      """
      <testsuite name="io.dinggate.GreenTest" tests="2" errors="0" skipped="0" failures="0">
        <testcase name="one"/>
        <testcase name="two"><system-out><![CDATA[noise
      [count] random bodies: 500 of 10,000
      [seed] random bodies = 42
      ]]></system-out></testcase>
      </testsuite>
      """;

  private static final String SKIPPING =
      """
      <testsuite name="io.dinggate.BrowserWalkIT" tests="1" errors="0" skipped="1" failures="0">
        <testcase name="signsIn"><skipped message="Chromium is missing"/></testcase>
      </testsuite>
      """;

  @TempDir private Path home;

  @Test
  void skippedTestIsListedWithItsReason() throws IOException {
    report("deploy/e2e", "failsafe", SKIPPING);

    assertThat(Run.read(home).notRun())
        .containsExactly("io.dinggate.BrowserWalkIT.signsIn: Chromium is missing");
  }

  @Test
  void failedAssumptionIsTheReason() throws IOException {
    report(
        "deploy/e2e",
        "failsafe",
        SKIPPING.replace(
            "<skipped message=\"Chromium is missing\"/>",
            """
            <skipped type="org.opentest4j.TestAbortedException"><![CDATA[\
            org.opentest4j.TestAbortedException: Assumption failed: needs root
            \tat io.dinggate.BrowserWalkIT.signsIn(BrowserWalkIT.java:42)
            ]]></skipped>"""));

    assertThat(Run.read(home).notRun())
        .containsExactly("io.dinggate.BrowserWalkIT.signsIn: needs root");
  }

  @Test
  void whatTheMachineForbidsIsListedAndLeavesTheRunComplete() throws IOException {
    report(
        "deploy/e2e",
        "failsafe",
        SKIPPING.replace("Chromium is missing", "not allowed on this machine: networks"));

    assertThat(Run.read(home).notRun()).hasSize(1);
    assertThat(Run.read(home).complete()).isTrue();
    assertThat(Run.read(home).withNotRun(List.of("the images: no podman")).complete()).isFalse();
  }

  @Test
  void testsThatTheBuildDidNotReachAreListed() throws IOException {
    Files.createDirectories(home.resolve("local-service/src/test"));
    report("deploy/e2e", "failsafe", GREEN);

    assertThat(Run.read(home).notRun())
        .containsExactly("the tests of local-service: the build ended before");
  }

  @Test
  void endToEndTestsThatTheBuildDidNotReachAreListed() throws IOException {
    Files.createDirectories(home.resolve("deploy/e2e"));

    assertThat(Run.read(home).notRun())
        .containsExactly("the end-to-end tests: the build ended before");
  }

  @Test
  void completeRunIsSummedUpWithSeedsAndCounts() throws IOException {
    report("cloud-service", "surefire", GREEN);
    report("deploy/e2e", "failsafe", GREEN);

    assertThat(printed())
        .isEqualTo(
            """
            io.dinggate.GreenTest: [count] random bodies: 500 of 10,000
            io.dinggate.GreenTest: [seed] random bodies = 42
            io.dinggate.GreenTest: [count] random bodies: 500 of 10,000
            io.dinggate.GreenTest: [seed] random bodies = 42
            Tests run: 4, failed: 0, skipped: 0, in 2 classes
            Not run: nothing.
            """);
  }

  @Test
  void whatDidNotRunElsewhereIsListedToo() throws IOException {
    report("cloud-service", "surefire", GREEN);
    report("deploy/e2e", "failsafe", SKIPPING);

    assertThat(Run.read(home).withNotRun(List.of("the images: no podman")).notRun())
        .containsExactly(
            "io.dinggate.BrowserWalkIT.signsIn: Chromium is missing", "the images: no podman");
  }

  private String printed() throws IOException {
    var bytes = new ByteArrayOutputStream();
    TestReport.print(Run.read(home), new PrintStream(bytes, true, StandardCharsets.UTF_8));
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private void report(String module, String plugin, String xml) throws IOException {
    var directory = home.resolve(module).resolve("target").resolve(plugin + "-reports");
    Files.createDirectories(directory);
    Files.writeString(directory.resolve("TEST-" + xml.hashCode() + ".xml"), xml);
  }
}
