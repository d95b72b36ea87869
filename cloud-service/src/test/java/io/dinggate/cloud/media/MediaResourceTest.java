package io.dinggate.cloud.media;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import io.dinggate.cloud.site.SiteCaller;
import io.dinggate.cloud.testing.CloudWorld;
import io.dinggate.platform.testing.RawHttp;
import io.dinggate.sandbox.Sandbox;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(CloudWorld.class)
class MediaResourceTest {

  private static final int MEGABYTE = 1024 * 1024;

  @TestHTTPResource("/")
  URI server;

  Sandbox sandbox;

  @BeforeEach
  void reset() {
    sandbox.reset();
    SiteCaller.warmUp(sandbox.world().site("east"), "dingeast00000001", "wangfang", "internal-hr");
  }

  @AfterEach
  void clearFaults() {
    sandbox.faults().clear();
  }

  @Test
  void largestPictureArrivesWithItsName() {
    as().header("X-Media-Name", "%E5%9B%BE%201.png")
        .queryParam("kind", "image")
        .body(new byte[20 * MEGABYTE])
        .post("/api/v1/media")
        .then()
        .statusCode(200)
        .body("mediaId", startsWith("@"))
        .body("kind", equalTo("image"));

    var arrived = sandbox.media().getLast();
    assertThat(arrived.fileName()).isEqualTo("图 1.png");
    assertThat(arrived.bytes()).isEqualTo(20L * MEGABYTE);
    assertThat(arrived.appId()).isEqualTo("internal-hr");
    assertThat(arrived.corpId()).isEqualTo("dingeast00000001");
  }

  @Test
  void fileOfUnknownLengthArrivesAndIsHeldToTheLimitOfItsKind() throws IOException {
    assertThat(inChunks("voice", "a.amr", 2 * MEGABYTE)).startsWith("HTTP/1.1 200 ");
    var count = sandbox.media().size();

    assertThat(inChunks("voice", "a.amr", 3 * MEGABYTE))
        .startsWith("HTTP/1.1 422 ")
        .contains("\"code\":\"media-refused\"", Integer.toString(2 * MEGABYTE));
    assertThat(inChunks("file", "a.pdf", 11 * MEGABYTE)).startsWith("HTTP/1.1 422 ");
    assertThat(sandbox.media()).hasSize(count);
  }

  @Test
  void limitIsNamedForAFileThatSaysHowLargeItIs() {
    as().header("X-Media-Name", "a.pdf")
        .queryParam("kind", "file")
        .body(new byte[10 * MEGABYTE + 1])
        .post("/api/v1/media")
        .then()
        .statusCode(422)
        .body("code", equalTo("media-refused"))
        .body("detail", containsString(Integer.toString(10 * MEGABYTE)));
  }

  @Test
  void mistakesAreNamed() {
    for (var wrong :
        List.of(
            as().queryParam("kind", "file"),
            as().queryParam("kind", "file").header("X-Media-Name", "a%zz.pdf"),
            as().queryParam("kind", "film").header("X-Media-Name", "a.pdf"),
            as().header("X-Media-Name", "a.pdf"))) {
      wrong
          .body(new byte[] {1})
          .post("/api/v1/media")
          .then()
          .statusCode(400)
          .body("code", equalTo("validation"));
    }
    as().queryParam("kind", "file")
        .header("X-Media-Name", "a.exe")
        .body(new byte[] {1})
        .post("/api/v1/media")
        .then()
        .statusCode(422)
        .body("detail", containsString("docx"));
  }

  @Test
  void tokenThatDingTalkHasDroppedCostsOneUploadAndNoMore() {
    sandbox.revokeTokens("internal-hr", null);

    upload().then().statusCode(503).header("Retry-After", "5");
    upload().then().statusCode(200);
  }

  private Response upload() {
    return as().queryParam("kind", "file")
        .header("X-Media-Name", "a.pdf")
        .body(new byte[MEGABYTE])
        .post("/api/v1/media");
  }

  @Test
  void dingTalksFailureIsPassedOn() {
    sandbox.faults().throttleNext("/media/upload", 1);

    as().queryParam("kind", "file")
        .header("X-Media-Name", "a.pdf")
        .body(new byte[] {1})
        .post("/api/v1/media")
        .then()
        .statusCode(503)
        .body("code", equalTo("dingtalk-throttled"));
  }

  @Test
  void namesAndContentsAreInNoLog() throws IOException {
    var lines = new Lines();
    Logger.getLogger("").addHandler(lines);
    try {
      for (var kind : List.of("file", "voice")) {
        as().queryParam("kind", kind)
            .header("X-Media-Name", "planted-name.pdf")
            .body("planted-content".getBytes(StandardCharsets.UTF_8))
            .post("/api/v1/media");
      }
      sandbox.faults().cutNext("/media/upload", 1);
      as().queryParam("kind", "file")
          .header("X-Media-Name", "planted-name.pdf")
          .body("planted-content".getBytes(StandardCharsets.UTF_8))
          .post("/api/v1/media")
          .then()
          .statusCode(503);
      assertThat(lines.all()).noneMatch(line -> line.contains("planted-"));
    } finally {
      Logger.getLogger("").removeHandler(lines);
    }
  }

  private String inChunks(String kind, String name, int bytes) throws IOException {
    return RawHttp.postInChunks(
        server,
        "/api/v1/media?corp=dingeast00000001&kind=" + kind,
        "Authorization: Bearer "
            + SiteCaller.token(sandbox.world().site("east"))
            + "\r\nContent-Type: application/octet-stream\r\nX-Media-Name: "
            + name
            + "\r\n",
        new byte[bytes]);
  }

  private RequestSpecification as() {
    return given()
        .auth()
        .oauth2(SiteCaller.token(sandbox.world().site("east")))
        .contentType(ContentType.BINARY)
        .queryParam("corp", "dingeast00000001");
  }

  private static final class Lines extends Handler {

    private final List<String> lines = new CopyOnWriteArrayList<>();

    List<String> all() {
      return List.copyOf(lines);
    }

    @Override
    public void publish(LogRecord line) {
      lines.add(
          line.getMessage() + " " + Arrays.toString(line.getParameters()) + " " + line.getThrown());
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
