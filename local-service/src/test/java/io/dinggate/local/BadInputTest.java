package io.dinggate.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.dinggate.local.testing.FakeCloud;
import io.dinggate.local.testing.LocalServiceTest;
import io.dinggate.local.testing.People;
import io.dinggate.local.testing.SignIn;
import io.dinggate.local.testing.TableFile;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Bad requests of an operator, who may do everything: each gets a clear 4xx. The table is in {@code
 * src/test/resources/bad-input}.
 */
@LocalServiceTest
class BadInputTest {

  private static final Pattern REPEAT = Pattern.compile("~(\\d+)");

  @Inject FakeCloud cloud;
  @Inject SignIn signIn;

  @ConfigProperty(name = "dinggate.public-url")
  URI site;

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  @BeforeEach
  void reset() {
    cloud.reset();
  }

  @ParameterizedTest
  @MethodSource("rows")
  void eachIsAnsweredWithAProblemThatSaysWhatToDo(Row row) throws Exception {
    var answer = send(row);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(row.status());
    assertThat(answer.headers().firstValue("Content-Type").orElse(""))
        .startsWith("application/problem+json");
    assertThat(answer.body())
        .contains("\"code\":\"" + row.code() + "\"", "\"remedy\":", "\"requestId\":")
        .doesNotContain("Exception", "io.dinggate", "java.", "com.fasterxml", "jakarta");
    if (!row.violation().isEmpty()) {
      assertThat(answer.body()).contains("\"path\":\"" + row.violation() + "\"");
    }
  }

  private HttpResponse<String> send(Row row) throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create(site + row.path()))
            .header("Cookie", signIn.cookieOf(People.OLGA))
            .header("Origin", site.toString())
            .method(row.method(), BodyPublishers.ofString(row.body()));
    if (!row.contentType().isEmpty()) {
      request.header("Content-Type", row.contentType());
    }
    return http.send(request.build(), BodyHandlers.ofString());
  }

  static Stream<Row> rows() {
    return TableFile.rows("bad-input").stream().map(Row::of);
  }

  /** One bad request and its answer. */
  record Row(
      String method,
      String path,
      String contentType,
      String body,
      int status,
      String code,
      String violation) {

    static Row of(List<String> cells) {
      var request = cells.get(0).split("\\s+", -1);
      return new Row(
          request[0],
          expand(request[1]),
          cells.get(1),
          expand(cells.get(2)),
          Integer.parseInt(cells.get(3)),
          cells.get(4),
          cells.get(5));
    }

    private static String expand(String text) {
      return REPEAT
          .matcher(text)
          .replaceAll(found -> "a".repeat(Integer.parseInt(found.group(1))))
          .replace('¦', '|');
    }

    @Override
    public String toString() {
      var text = method + " " + path + " " + body;
      return text.substring(0, Math.min(text.length(), 90));
    }
  }
}
