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
            code.status(), new ObjectMapper().writeValueAsString(said.problem("r-1")), 7L);
    assertThat(heard.code()).isEqualTo(code);
    assertThat(heard.detail()).isEqualTo("the detail");
    assertThat(heard.retryAfter()).isEqualTo(Duration.ofSeconds(7));
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {"", "<html>502 Bad Gateway</html>", "{}", "[]", "null", "{\"error\":\"x\"}"})
  void whatIsNoProblemIsUnknown(String body) {
    var heard = ProblemReader.read(502, body, null);
    assertThat(heard.code()).isEqualTo(ErrorCode.UNKNOWN);
    assertThat(heard.detail()).contains("502").doesNotContain("html");
  }

  @Test
  void aCodeFromANewerVersionIsUnknownAndKeepsItsDetail() {
    var heard =
        ProblemReader.read(
            409,
            "{\"type\":\"urn:x\",\"title\":\"t\",\"status\":409,\"code\":\"of-tomorrow\",\"detail\":\"d\",\"new\":1}",
            null);
    assertThat(heard.code()).isEqualTo(ErrorCode.UNKNOWN);
    assertThat(heard.detail()).isEqualTo("d");
  }
}
