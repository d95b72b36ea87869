package io.dinggate.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class UnknownRequestsTest {
  private final Sandbox sandbox = Sandbox.start(SandboxOptions.defaults());

  @AfterEach
  void stop() {
    sandbox.journal().clear();
    sandbox.close();
  }

  @Test
  void closeFailsAndNamesWhatWasUnknown() {
    Http.get(sandbox.apiUrl(), "/v1.0/nobody/knows?access_token=secret");

    assertThatThrownBy(sandbox::close)
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("API GET /v1.0/nobody/knows")
        .hasMessageNotContaining("secret");
  }

  @Test
  void closeDoesNotFailWhenToldSo() {
    try (Sandbox lenient = Sandbox.start(SandboxOptions.defaults().withFailOnUnknown(false))) {
      assertThat(Http.get(lenient.loginUrl(), "/nothing").statusCode()).isEqualTo(501);
      assertThat(lenient.journal().unknownCount()).isEqualTo(1);
    }
  }

  @Test
  void newApiAtTheOldHostIsAnsweredLikeDingTalkButCounted() {
    HttpResponse<String> answer = Http.post(sandbox.oapiUrl(), "/v1.0/oauth2/accessToken", "{}");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(Http.json(answer).path("errcode").asInt()).isEqualTo(404);
    assertThat(sandbox.journal().unknownRequests())
        .containsExactly("OAPI POST /v1.0/oauth2/accessToken");
  }

  @Test
  void oddPathIsUnknownAndNothingElse() throws IOException {
    try (Socket socket =
        new Socket(InetAddress.getLoopbackAddress(), sandbox.oapiUrl().getPort())) {
      socket
          .getOutputStream()
          .write("GET /a|b HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
          .contains(" 200 ", "404");
    }
    assertThat(sandbox.journal().unknownRequests()).containsExactly("OAPI GET /a|b");
  }

  @Test
  void takenOnesAreForgottenAndNothingElseIs() {
    Http.post(sandbox.oapiUrl(), "/topapi/none", "{}");
    Http.get(sandbox.oapiUrl(), "/gettoken?appkey=none");

    assertThat(sandbox.journal().takeUnknownRequests()).containsExactly("OAPI POST /topapi/none");

    assertThat(sandbox.journal().takeUnknownRequests()).isEmpty();
    assertThat(sandbox.journal().unknownCount()).isZero();
    assertThat(sandbox.journal().calls("/gettoken")).isEqualTo(1);
  }

  @Test
  void unknownOldApiIsAnInvalidApiName() {
    assertThat(
            Http.json(Http.post(sandbox.oapiUrl(), "/topapi/none", "{}")).path("errcode").asInt())
        .isEqualTo(22);
  }

  @Test
  void oldApiAtTheNewHostIsUnknown() {
    assertThat(Http.post(sandbox.apiUrl(), "/topapi/v2/user/get", "{}").statusCode())
        .isEqualTo(501);
    assertThat(sandbox.journal().unknownCount()).isEqualTo(1);
  }

  @Test
  void wrongMethodIsUnknownToo() {
    assertThat(
            Http.json(Http.get(sandbox.oapiUrl(), "/service/get_corp_token"))
                .path("errcode")
                .asInt())
        .isEqualTo(43002);
    assertThat(Http.json(Http.post(sandbox.oapiUrl(), "/gettoken", "{}")).path("errcode").asInt())
        .isEqualTo(43001);
    assertThat(sandbox.journal().unknownCount()).isEqualTo(2);
  }

  @Test
  void takenPortIsNamed() {
    int taken = sandbox.loginUrl().getPort();

    assertThatThrownBy(() -> Sandbox.start(SandboxOptions.defaults().withPorts(taken, 0, 0)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(String.valueOf(taken));
  }
}
