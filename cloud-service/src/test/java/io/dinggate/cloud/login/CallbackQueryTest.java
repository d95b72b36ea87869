package io.dinggate.cloud.login;

import static org.assertj.core.api.Assertions.assertThat;

import io.dinggate.cloud.login.CallbackQuery.Declined;
import io.dinggate.cloud.login.CallbackQuery.Malformed;
import io.dinggate.cloud.login.CallbackQuery.SignedIn;
import jakarta.ws.rs.core.MultivaluedHashMap;
import org.junit.jupiter.api.Test;

class CallbackQueryTest {

  private static final String STATE = "s".repeat(43);

  @Test
  void codeComesUnderEitherNameOrUnderBoth() {
    assertThat(parse("state", STATE, "authCode", "c1")).isEqualTo(new SignedIn(STATE, "c1"));
    assertThat(parse("state", STATE, "code", "c1")).isEqualTo(new SignedIn(STATE, "c1"));
    assertThat(parse("state", STATE, "code", "c1", "authCode", "c1"))
        .isEqualTo(new SignedIn(STATE, "c1"));
  }

  @Test
  void differentCodesAreRefused() {
    assertThat(parse("state", STATE, "code", "c1", "authCode", "c2")).isEqualTo(new Malformed());
  }

  @Test
  void errorMeansThatThePersonDeclined() {
    assertThat(parse("state", STATE, "error", "access_denied")).isEqualTo(new Declined(STATE));
    assertThat(parse("state", STATE, "error", "")).isEqualTo(new Declined(STATE));
  }

  @Test
  void errorTogetherWithACodeIsRefused() {
    assertThat(parse("state", STATE, "error", "x", "code", "c1")).isEqualTo(new Malformed());
  }

  @Test
  void everyParameterComesOnce() {
    assertThat(parse("state", STATE, "state", STATE, "code", "c1")).isEqualTo(new Malformed());
    assertThat(parse("state", STATE, "code", "c1", "code", "c1")).isEqualTo(new Malformed());
  }

  @Test
  void missingAndMisshapenValuesAreRefused() {
    assertThat(parse("code", "c1")).isEqualTo(new Malformed());
    assertThat(parse("state", STATE)).isEqualTo(new Malformed());
    assertThat(parse("state", "domain.example::nonce", "code", "c1")).isEqualTo(new Malformed());
    assertThat(parse("state", STATE, "code", "")).isEqualTo(new Malformed());
    assertThat(parse("state", STATE, "code", "a b")).isEqualTo(new Malformed());
    assertThat(parse("state", STATE, "code", "x".repeat(513))).isEqualTo(new Malformed());
    assertThat(parse("error", "access_denied")).isEqualTo(new Malformed());
  }

  @Test
  void nothingIsPrinted() {
    assertThat(parse("state", STATE, "code", "c1").toString()).doesNotContain(STATE, "c1");
    assertThat(parse("state", STATE, "error", "x").toString()).doesNotContain(STATE);
  }

  private static CallbackQuery parse(String... namesAndValues) {
    var query = new MultivaluedHashMap<String, String>();
    for (var i = 0; i < namesAndValues.length; i += 2) {
      query.add(namesAndValues[i], namesAndValues[i + 1]);
    }
    return CallbackQuery.parse(query);
  }
}
