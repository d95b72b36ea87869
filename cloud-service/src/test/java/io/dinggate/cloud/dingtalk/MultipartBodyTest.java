package io.dinggate.cloud.dingtalk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;

class MultipartBodyTest {

  @Test
  void fileStandsInTheOnePart() throws IOException {
    var body = MultipartBody.of(upload("报告 1.pdf", 5L, "hello"));

    var boundary = body.contentType().substring("multipart/form-data; boundary=".length());
    var text = new String(body.stream().readAllBytes(), UTF_8);
    assertThat(text)
        .isEqualTo(
            "--"
                + boundary
                + "\r\nContent-Disposition: form-data; name=\"media\"; filename=\"报告 1.pdf\"\r\n"
                + "Content-Type: application/octet-stream\r\n\r\nhello\r\n--"
                + boundary
                + "--\r\n");
    assertThat(boundary).hasSizeBetween(20, 70);
    assertThat(body.length()).isEqualTo(text.getBytes(UTF_8).length);
  }

  @Test
  void nameCannotLeaveItsPlace() throws IOException {
    var body = MultipartBody.of(upload("a\"\r\nX: y\r\n\r\n.pdf", 1L, "x"));

    assertThat(new String(body.stream().readAllBytes(), UTF_8))
        .contains("filename=\"a%22%0D%0AX: y%0D%0A%0D%0A.pdf\"\r\nContent-Type");
  }

  @Test
  void lengthIsUnknownWithThatOfTheFile() {
    assertThat(MultipartBody.of(upload("a.pdf", null, "x")).length()).isNull();
  }

  @Test
  void nothingIsReadBeforeItIsSent() {
    var untouchable =
        new InputStream() {
          @Override
          public int read() {
            throw new AssertionError("read too early");
          }

          @Override
          public int read(byte[] buffer, int offset, int length) {
            throw new AssertionError("read too early");
          }
        };

    assertThat(MultipartBody.of(new Upload("file", "a.pdf", null, untouchable)).stream())
        .isNotNull();
  }

  @Test
  void namesAndContentsStayOutOfLogs() {
    var upload = upload("secret.pdf", 1L, "x");

    assertThat(upload.toString()).isEqualTo("Upload[file]");
    assertThat(MultipartBody.of(upload).toString()).isEqualTo("MultipartBody[hidden]");
  }

  private static Upload upload(String name, Long length, String content) {
    return new Upload("file", name, length, new ByteArrayInputStream(content.getBytes(UTF_8)));
  }
}
