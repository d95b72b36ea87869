package io.dinggate.cloud.login;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;

class QueryStringTest {

  @Test
  void startsAQuery() {
    assertThat(added("https://east.example/login/return"))
        .isEqualTo("https://east.example/login/return?login=1&next=a%20b%26c%3D%E4%B8%AD%2B");
  }

  @Test
  void continuesAQueryAndLeavesItToTheLetter() {
    assertThat(added("https://east.example/r?lang=zh%2fCN&x"))
        .isEqualTo("https://east.example/r?lang=zh%2fCN&x&login=1&next=a%20b%26c%3D%E4%B8%AD%2B");
    assertThat(added("https://east.example/r?"))
        .isEqualTo("https://east.example/r?login=1&next=a%20b%26c%3D%E4%B8%AD%2B");
    assertThat(added("https://east.example/r?x=1&"))
        .isEqualTo("https://east.example/r?x=1&login=1&next=a%20b%26c%3D%E4%B8%AD%2B");
  }

  @Test
  void fragmentStaysBehindTheQuery() {
    assertThat(added("https://east.example/r#/home?tab=1"))
        .isEqualTo("https://east.example/r?login=1&next=a%20b%26c%3D%E4%B8%AD%2B#/home?tab=1");
  }

  private static String added(String address) {
    return QueryString.of(URI.create(address))
        .with("login", "1")
        .with("next", "a b&c=中+")
        .toUri()
        .toString();
  }
}
