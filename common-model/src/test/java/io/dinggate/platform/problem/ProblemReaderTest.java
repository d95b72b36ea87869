package io.dinggate.platform.problem;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.dinggate.model.problem.ApiException;
import io.dinggate.model.problem.ErrorCode;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProblemReaderTest {

  @ParameterizedTest
  @EnumSource(ErrorCode.class)
  void rebuildsWhatTheOtherSideAnswered(ErrorCode code) throws Exception {
    var said = new ApiException(code, "the detail");
    var heard =
        ProblemReader.read(
                code.status(), new ObjectMapper().writeValueAsString(said.problem("r-1")), 7L)
            .orElseThrow();
    assertThat(heard.code()).isEqualTo(code);
    assertThat(heard.status()).isEqualTo(code.status());
    assertThat(heard.detail()).isEqualTo("the detail");
    assertThat(heard.retryAfter()).isEqualTo(Duration.ofSeconds(7));
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "",
        "<html>502 Bad Gateway</html>",
        "{}",
        "[]",
        "null",
        "{\"error\":\"x\"}",
        "{\"type\":\"about:blank\",\"title\":\"Bad Gateway\",\"status\":502}",
        "{\"type\":\"https://proxy.example/busy\",\"code\":\"validation\"}",
        "{\"type\":\"not a URI\"}",
        "{\"type\":\"urn:dinggate:problem:validation\",\"violations\":[null]}"
      })
  void whatIsNoProblemOfOursIsNone(String body) {
    assertThat(ProblemReader.read(502, body, null)).isEmpty();
  }

  @Test
  void aCodeFromANewerVersionIsUnknownAndKeepsStatusAndDetail() {
    var heard =
        ProblemReader.read(
                422,
                "{\"type\":\"urn:dinggate:problem:of-tomorrow\",\"title\":\"t\",\"status\":422,"
                    + "\"code\":\"of-tomorrow\",\"detail\":\"d\",\"new\":1}",
                null)
            .orElseThrow();
    assertThat(heard.code()).isEqualTo(ErrorCode.UNKNOWN);
    assertThat(heard.status()).isEqualTo(422);
    assertThat(heard.detail()).isEqualTo("d");
    assertThat(heard).hasMessage("of-tomorrow: d");
  }

  @Test
  void aProblemOfOursWithoutACodeIsUnknown() {
    var heard =
        ProblemReader.read(409, "{\"type\":\"urn:dinggate:problem:x\"}", null).orElseThrow();
    assertThat(heard.code()).isEqualTo(ErrorCode.UNKNOWN);
    assertThat(heard.status()).isEqualTo(409);
  }
}
