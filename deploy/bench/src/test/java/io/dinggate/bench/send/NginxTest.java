package io.dinggate.bench.send;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.dinggate.bench.stub.Stub;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NginxTest {

  @TempDir private Path directory;

  @Test
  void callThroughBothReachesTheStub() throws Exception {
    var program = Nginx.program();
    assumeThat(program).as("nginx is installed").isPresent();
    try (var stub = Stub.start();
        var nginx = Nginx.before(program.orElseThrow(), stub.url(), directory);
        var http = HttpClient.newHttpClient()) {
      var call =
          HttpRequest.newBuilder(nginx.through(stub.send()))
              .POST(BodyPublishers.ofString(Orders.message(7)))
              .build();

      assertThat(http.send(call, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
      assertThat(stub.arrivals()).singleElement().matches(arrival -> arrival.number() == 7);
    }
  }

  @Test
  void commitsAreTimed() {
    assertThat(Commits.sqlite(directory)).isPositive();
  }
}
