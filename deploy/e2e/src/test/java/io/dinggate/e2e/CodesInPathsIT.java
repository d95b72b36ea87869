package io.dinggate.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.dinggate.e2e.walk.Browser;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Codes that look like paths lead nowhere: they reach DingTalk as values of a body, and no more.
 */
@ExtendWith(SharedStack.class)
class CodesInPathsIT {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final String mark = UUID.randomUUID().toString();
  private final Stack stack;

  CodesInPathsIT(Stack stack) {
    this.stack = stack;
  }

  @ParameterizedTest
  @ValueSource(strings = {"../../corps/", "..%2F..%2Fcorps%2F", "/../corps?access_token=", "#/"})
  void codeOfAPageInsideDingTalkIsAValueOnly(String path) throws IOException {
    var code = path + mark;
    var body = "{\"corp\":\"%s\",\"code\":\"%s\"}".formatted(Somebody.EAST_CORP, code);

    var answer = SignIn.toEast(stack).json("POST", "/login/in-app", body);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().path("code").asText()).isEqualTo("auth-code-invalid");
    assertReachedNothingBut("/topapi/v2/user/getuserinfo", code);
  }

  @ParameterizedTest
  @ValueSource(strings = {"../../corps/", "..%2F..%2Fcorps%2F", "/../corps?access_token=", "#/"})
  void codeOfDingTalksRedirectIsAValueOnly(String path) throws IOException {
    var code = path + mark;
    var person = SignIn.toEast(stack);
    var forged =
        person
            .agreed()
            .toString()
            .replaceAll(
                "(code|authCode)=[^&]+", "$1=" + URLEncoder.encode(code, StandardCharsets.UTF_8));

    var ended = person.open(URI.create(forged));

    assertThat(ended.url().getPath()).isEqualTo("/login/failed");
    assertThat(ended.body()).contains("<code id=\"reason\">auth-code-invalid</code>");
    assertReachedNothingBut("/v1.0/oauth2/userAccessToken", code);
  }

  private void assertReachedNothingBut(String endpoint, String code) throws IOException {
    var marked = new ArrayList<JsonNode>();
    var sandbox = stack.sandbox();
    for (var host : List.of(sandbox.loginUrl(), sandbox.oapiUrl(), sandbox.apiUrl())) {
      var journal = new Browser().open(host.resolve("/__admin/requests")).expect(200).json();
      journal.path("requests").forEach(entry -> marked.add(entry.path("request")));
    }
    marked.removeIf(request -> !request.toString().contains(mark));

    assertThat(marked).hasSize(1);
    var url = marked.getFirst().path("url").asText();
    assertThat(url).doesNotContain(mark);
    assertThat(URI.create(url).getPath()).isEqualTo(endpoint);
    assertThat(JSON.readTree(marked.getFirst().path("body").asText()).path("code").asText())
        .isEqualTo(code);
    for (var service : List.of("cloud", "local-east")) {
      assertThat(Files.readAllLines(stack.logs().resolve(service + ".log")))
          .as("what %s logs, for example paths that were called", service)
          .noneMatch(line -> line.contains(mark));
    }
  }
}
