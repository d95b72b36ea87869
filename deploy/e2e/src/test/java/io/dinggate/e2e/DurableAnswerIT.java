package io.dinggate.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.dinggate.e2e.trace.Strace;
import io.dinggate.sandbox.event.SealedEvent;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * What DingTalk was told to be taken in is on the disk (G1): seen from outside of the packaged
 * cloud-service, by the order of its system calls.
 */
@ExtendWith(SharedStack.class)
class DurableAnswerIT {

  private static final int PUSHES = 5;

  private final Stack stack;
  private final Ports ports = Ports.free();
  @TempDir private Path directory;

  DurableAnswerIT(Stack stack) {
    this.stack = stack;
  }

  @Test
  void answerToAPushIsSentAfterItsEventIsSyncedToTheDisk() throws Exception {
    var strace = Strace.into(directory.resolve("trace"));
    var answers = new LinkedHashMap<String, String>();
    long pid;
    try (var watchdog = new Watchdog(directory.resolve("processes"));
        var cloud = new Service(cloudUnder(strace), watchdog)) {
      cloud.start();
      cloud.awaitReady();
      for (var number = 0; number < PUSHES; number++) {
        var type = "durable_%d_%s".formatted(number, directory.getFileName());
        answers.put(type, signatureOfTheAnswer(event(type)));
      }
      pid = cloud.pid();
      cloud.kill9();
    }
    strace.awaitEnd(pid);

    assertThat(answers).hasSize(PUSHES).doesNotContainValue("");
    answers.forEach(
        (type, signature) ->
            assertThat(strace.answeredTooEarly("cloud.db-wal", type, signature))
                .as(type)
                .isEmpty());
  }

  /** A second cloud-service beside that of the stack, with a database of its own. */
  private Program cloudUnder(Strace strace) throws IOException {
    var settings = new HashMap<>(stack.cloud().settings());
    settings.put("dinggate.http.port", "" + ports.of(Listener.CLOUD));
    settings.put("dinggate.management.port", "" + ports.of(Listener.CLOUD_MANAGEMENT));
    settings.put("dinggate.data-dir", Files.createDirectory(directory.resolve("data")).toString());
    var jar = Path.of("../../cloud-service/target/quarkus-app/quarkus-run.jar").toAbsolutePath();
    var launch = new Launch(jar, List.of(), settings, directory, directory.resolve("log"));
    return new Program(
        "traced cloud-service",
        launch.under(strace.command()),
        ports.cloud(),
        ports.cloudManagement());
  }

  /** The type is stored in the clear, so that it is seen being written. */
  private SealedEvent event(String type) {
    var suite = stack.sandbox().world().suites().getFirst();
    return stack.sandbox().pusher().seal(suite.appId(), "{\"EventType\":\"%s\"}".formatted(type));
  }

  /** Pushes over a connection of its own. */
  private String signatureOfTheAnswer(SealedEvent event) throws IOException, InterruptedException {
    var target = ports.cloud() + event.target().getRawPath() + "?" + event.target().getRawQuery();
    var request =
        HttpRequest.newBuilder(URI.create(target))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(event.body()))
            .build();
    try (var http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      var answer = http.send(request, BodyHandlers.ofString());
      assertThat(answer.statusCode()).isEqualTo(200);
      return JsonMapper.builder().build().readTree(answer.body()).path("msg_signature").asText();
    }
  }
}
