package io.dinggate.local.login;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReturnToTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://evil.example",
        "//evil.example",
        "///evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "/a\\b",
        "/\t/evil.example",
        "/\n/evil.example",
        "javascript:alert(1)",
        "evil.example",
        "?x=1",
        " /",
        "/a b",
        "/%zz"
      })
  void whatCouldLeadElsewhereIsRefused(String text) {
    assertThat(ReturnTo.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/orders", "/orders?open=1&x=%2F", "/a/../b#part", "/@x", "/:8080"})
  void pathsOfThisSiteAreKept(String text) {
    assertThat(ReturnTo.parse(text)).map(ReturnTo::path).contains(text);
  }

  @Test
  void aPathInChineseIsKeptAsItStandsInAUrl() {
    assertThat(ReturnTo.parse("/订单")).map(ReturnTo::path).contains("/%E8%AE%A2%E5%8D%95");
  }

  @Test
  void nothingLeadsToTheStart() {
    assertThat(ReturnTo.parse(null)).contains(ReturnTo.START);
    assertThat(ReturnTo.parse("")).contains(ReturnTo.START);
  }

  @Test
  void anEndlessPathIsRefused() {
    assertThat(ReturnTo.parse("/" + "a".repeat(1024))).isEmpty();
  }
}
