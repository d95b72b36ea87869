package io.dinggate.cloud.app;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AuthorisationChangeTest {

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      textBlock =
          """
          # before,    change,     after ("-": nothing is known, or nothing is said)
          -,           AUTHORISED, AUTHORISED
          -,           CHANGED,    -
          -,           STOPPED,    STOPPED
          -,           RESTORED,   AUTHORISED
          -,           REMOVED,    REMOVED
          -,           RELIEVED,   RELIEVED
          AUTHORISED,  AUTHORISED, AUTHORISED
          AUTHORISED,  CHANGED,    AUTHORISED
          AUTHORISED,  STOPPED,    STOPPED
          AUTHORISED,  RESTORED,   AUTHORISED
          AUTHORISED,  REMOVED,    REMOVED
          AUTHORISED,  RELIEVED,   RELIEVED
          STOPPED,     AUTHORISED, AUTHORISED
          STOPPED,     CHANGED,    STOPPED
          STOPPED,     STOPPED,    STOPPED
          STOPPED,     RESTORED,   AUTHORISED
          STOPPED,     REMOVED,    REMOVED
          STOPPED,     RELIEVED,   RELIEVED
          REMOVED,     AUTHORISED, AUTHORISED
          REMOVED,     CHANGED,    REMOVED
          REMOVED,     STOPPED,    STOPPED
          REMOVED,     RESTORED,   AUTHORISED
          REMOVED,     REMOVED,    REMOVED
          REMOVED,     RELIEVED,   RELIEVED
          RELIEVED,    AUTHORISED, AUTHORISED
          RELIEVED,    CHANGED,    -
          RELIEVED,    STOPPED,    -
          RELIEVED,    RESTORED,   -
          RELIEVED,    REMOVED,    -
          RELIEVED,    RELIEVED,   RELIEVED
          """)
  void leadsFromEveryStateToTheNext(
      AuthorisationState before, AuthorisationChange change, AuthorisationState after) {
    assertThat(change.after(before)).isEqualTo(after);
  }
}
