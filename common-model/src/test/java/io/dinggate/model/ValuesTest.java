package io.dinggate.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dinggate.model.login.LoginTicket;
import io.dinggate.platform.Tokens;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ValuesTest {

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a b", "a\n", "../x y", "\u0000", "a\u202Eb\t"})
  void refusesWhatCannotBeAnIdWithoutRepeatingIt(String text) {
    Stream.<Runnable>of(
            () -> new CorpId(text),
            () -> new UserId(text),
            () -> new MessageId(text),
            () -> new StaffId(text))
        .forEach(
            make ->
                assertThatThrownBy(make::run)
                    .isInstanceOf(InvalidValueException.class)
                    .satisfies(
                        e ->
                            assertThat(text.isBlank() || !e.getMessage().contains(text)).isTrue()));
  }

  @Test
  void refusesUserIdsThatWouldBeSeveralInALine() {
    assertThatThrownBy(() -> new UserId("wangfang,liwei"))
        .isInstanceOf(InvalidValueException.class)
        .hasMessageContaining("commas");
    assertThat(new UserId("u".repeat(64)).value()).hasSize(64);
    assertThatThrownBy(() -> new UserId("u".repeat(65))).isInstanceOf(InvalidValueException.class);
  }

  @Test
  void acceptsWhatTheBooksOfOthersHold() {
    assertThat(new UserId("manager4220").value()).isEqualTo("manager4220");
    assertThat(new UnionId("z21HjQliSzpw0YE==/+$").value()).hasSize(20);
    assertThat(new StaffId("工号-0042").value()).isEqualTo("工号-0042");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "101", "1000000000000", "-1", "+5", "1e1", "five", " 5"})
  void limitsAreNumbersFromOneToHundred(String text) {
    assertThatThrownBy(() -> PageLimit.fromString(text)).isInstanceOf(InvalidValueException.class);
    assertThat(PageLimit.fromString("100")).isEqualTo(new PageLimit(100)).hasToString("100");
  }

  @Test
  void messageIdsFitIntoAPathSegment() {
    assertThat(new MessageId("a".repeat(64)).value()).hasSize(64);
    for (var text : new String[] {"a".repeat(65), "a/b", "a.b", "ä", "a%2F"}) {
      assertThatThrownBy(() -> new MessageId(text)).isInstanceOf(InvalidValueException.class);
    }
  }

  @Test
  void aLoginTicketNeverShowsItself() {
    var secret = Tokens.random256();
    assertThat(new LoginTicket(secret).toString()).doesNotContain(secret);
  }
}
