package io.dinggate.sandbox;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(180)
class SandboxMainTest {
  @Test
  void printsItsAddressesAndServes() throws IOException, InterruptedException {
    Process process = run("--login-port", "0", "--oapi-port", "0", "--api-port", "0");
    try {
      List<String> lines = untilReady(process);

      assertThat(lines).hasSize(3);
      URI oapi = URI.create(lines.get(1).replace("dingtalk.oapi.url=", ""));
      assertThat(Http.json(Http.get(oapi, "/gettoken")).path("errcode").asInt()).isEqualTo(40096);
    } finally {
      process.destroy();
    }
    assertThat(process.waitFor(30, SECONDS)).isTrue();
  }

  @Test
  void takenPortIsNamedAndEndsIt() throws IOException, InterruptedException {
    try (Sandbox sandbox = Sandbox.start(SandboxOptions.defaults())) {
      String taken = String.valueOf(sandbox.apiUrl().getPort());
      Process process = run("--login-port", "0", "--oapi-port", "0", "--api-port", taken);

      assertThat(process.waitFor()).isEqualTo(1);
      assertThat(process.errorReader().readLine()).contains(taken);
    }
  }

  private static Process run(String... arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-cp",
                System.getProperty("java.class.path"),
                SandboxMain.class.getName()));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).start();
  }

  private static List<String> untilReady(Process process) throws IOException {
    BufferedReader reader = process.inputReader();
    List<String> lines = new ArrayList<>();
    String line = reader.readLine();
    while (line != null && !line.equals("ready")) {
      lines.add(line);
      line = reader.readLine();
    }
    return lines;
  }
}
