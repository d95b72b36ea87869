package io.dinggate.platform.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that no well-behaved client sends are answered with a problem all the same. */
public abstract class RudeRequests {

  private static final int MEGABYTE = 1024 * 1024;

  /** The service that is sent them. */
  protected abstract URI server();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/%zz",
        "/api/v1/%",
        "/oauth2/%E4%B?state=x",
        "/%E4%",
        "/a%2",
        "/a{b}",
        "/a|b",
        "/?a=^",
        "/api/v1/a?b=c%00d"
      })
  void brokenAddressIsExplained(String path) throws IOException {
    assertThat(RawHttp.get(server(), path))
        .startsWith("HTTP/1.1 400 ")
        .containsIgnoringCase("content-type: application/problem+json")
        .containsIgnoringCase("x-request-id: ")
        .contains("\"code\":\"validation\"", "not a valid URI");
  }

  @ParameterizedTest
  @ValueSource(ints = {2 * MEGABYTE, 3 * MEGABYTE})
  void bodyOfUnknownLengthIsRefusedOnceTooMuchHasBeenRead(int length) throws IOException {
    assertThat(answerToForm(length))
        .startsWith("HTTP/1.1 413 ")
        .contains("\"code\":\"body-too-large\"");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, MEGABYTE})
  void shorterOneIsRead(int length) throws IOException {
    assertThat(answerToForm(length))
        .startsWith("HTTP/1.1 401 ")
        .contains("\"error\":\"invalid_client\"");
  }

  private String answerToForm(int length) throws IOException {
    return RawHttp.postInChunks(
        server(),
        "/oauth2/token",
        "Content-Type: application/x-www-form-urlencoded\r\n",
        ("grant_type=" + "x".repeat(length)).getBytes(StandardCharsets.US_ASCII));
  }
}
