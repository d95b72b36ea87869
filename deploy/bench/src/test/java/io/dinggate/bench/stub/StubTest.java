package io.dinggate.bench.stub;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;

class StubTest {

  @Test
  void everyMessageIsCountedWithItsMarkAndTheTimeAtWhichItCame() throws Exception {
    try (var stub = Stub.start();
        var http = HttpClient.newHttpClient()) {
      var before = System.nanoTime();

      var answer = send(http, stub, "{\"msg\":\"a text " + Mark.of(4711) + "\"}");
      send(http, stub, "{\"msg\":\"without\"}");

      assertThat(answer).contains("\"errcode\":0", "\"task_id\":");
      assertThat(stub.count()).isEqualTo(2);
      assertThat(stub.arrivals()).extracting(Arrival::number).containsExactly(4711, -1);
      assertThat(stub.arrivals().getFirst().nanos()).isBetween(before, System.nanoTime());
    }
  }

  private static String send(HttpClient http, Stub stub, String body) throws Exception {
    var request = HttpRequest.newBuilder(stub.send()).POST(BodyPublishers.ofString(body)).build();
    return http.send(request, BodyHandlers.ofString()).body();
  }
}
