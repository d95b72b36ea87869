package io.dinggate.local.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.dinggate.local.testing.As;
import io.dinggate.local.testing.FakeCloud;
import io.dinggate.local.testing.FakeCloud.Fault;
import io.dinggate.local.testing.FakeMedia.Upload;
import io.dinggate.local.testing.LocalServiceTest;
import io.dinggate.local.testing.People;
import io.dinggate.model.problem.ErrorCode;
import io.restassured.config.EncoderConfig;
import io.restassured.config.HttpClientConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.http.entity.mime.HttpMultipartMode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files on their way to DingTalk. */
@LocalServiceTest
class MediaResourceTest {

  private static final int MEGABYTE = 1024 * 1024;

  /** As browsers have them. */
  private static final RestAssuredConfig NAMES_IN_UTF_8 =
      RestAssuredConfig.config()
          .httpClient(
              HttpClientConfig.httpClientConfig()
                  .httpMultipartMode(HttpMultipartMode.BROWSER_COMPATIBLE));

  private static final RestAssuredConfig AS_TEXT =
      RestAssuredConfig.config()
          .encoderConfig(
              EncoderConfig.encoderConfig()
                  .encodeContentTypeAs("multipart/form-data", ContentType.TEXT)
                  .appendDefaultContentCharsetToContentTypeIfUndefined(false));

  @Inject As as;
  @Inject FakeCloud cloud;

  @BeforeEach
  void freshCloud() {
    cloud.reset();
  }

  @Test
  void fileIsHandedOnWithItsNameAndNothingElse() {
    upload(client(), "image", "假期 安排+1.png", 20 * MEGABYTE)
        .statusCode(200)
        .body("mediaId", equalTo("@media-1"))
        .body("kind", equalTo("image"));

    assertThat(cloud.media.uploads())
        .containsExactly(
            new Upload(
                Map.of("corp", "ding-example", "kind", "image"), "假期 安排+1.png", 20 * MEGABYTE));
  }

  @Test
  void namedAppIsPassedOn() {
    client()
        .multiPart("file", "a.pdf", "x".getBytes(StandardCharsets.UTF_8), "application/pdf")
        .multiPart("kind", "file")
        .multiPart("corp", "ding-example")
        .multiPart("app", "internal-hr")
        .post("/api/v1/media")
        .then()
        .statusCode(200);

    assertThat(cloud.media.uploads().getFirst().query()).containsEntry("app", "internal-hr");
  }

  @Test
  void sizeIsHeldAgainstTheKindBeforeAnythingIsHandedOn() {
    upload(client(), "voice", "a.amr", 2 * MEGABYTE).statusCode(200);
    upload(client(), "voice", "a.amr", 2 * MEGABYTE + 1)
        .statusCode(422)
        .body("code", equalTo("media-refused"));
    upload(client(), "file", "a.pdf", 10 * MEGABYTE + 1).statusCode(422);
    upload(client(), "image", "a.png", 0).statusCode(422).body("code", equalTo("media-refused"));
    upload(client(), "image", "a.png", 20 * MEGABYTE + 60_000).statusCode(422);
    upload(client(), "image", "a.png", 20 * MEGABYTE + 70_000)
        .statusCode(413)
        .body("code", equalTo("body-too-large"));

    assertThat(cloud.media.uploads()).hasSize(1);
  }

  @Test
  void everyOtherPathTakesAsMuchAsBefore() {
    as.client("books", "messages:send")
        .body("{\"x\":\"" + "a".repeat(2 * MEGABYTE) + "\"}")
        .put("/api/v1/messages/" + Messages.newId())
        .then()
        .statusCode(413);
  }

  @Test
  void wrongPartsAreNamed() {
    upload(client(), "video", "a.mp4", 1)
        .statusCode(400)
        .body("violations[0].path", equalTo("kind"));
    client()
        .multiPart("kind", "image")
        .multiPart("corp", "ding-example")
        .post("/api/v1/media")
        .then()
        .statusCode(400)
        .body("violations[0].path", equalTo("file"));
    client()
        .multiPart("file", "a.png", new byte[1], "image/png")
        .multiPart("kind", "image")
        .post("/api/v1/media")
        .then()
        .statusCode(400)
        .body("violations[0].path", equalTo("corp"));
    as.client("books", "messages:send").body("{}").post("/api/v1/media").then().statusCode(415);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "rubbish",
        "--x",
        "--x\r\n",
        "--x--\r\n",
        "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.png\"\r\n\r\nhalf",
        "--x\r\nrubbish\r\n\r\n\r\n--x--\r\n"
      })
  void formThatIsNoneIsItsSendersFault(String body) {
    as.client("books", "messages:send")
        .contentType("multipart/form-data; boundary=x")
        .config(AS_TEXT)
        .body(body)
        .post("/api/v1/media")
        .then()
        .statusCode(400)
        .body("code", equalTo("validation"));
  }

  @Test
  void formWithoutABoundaryIsItsSendersFault() {
    as.client("books", "messages:send")
        .contentType("multipart/form-data")
        .config(AS_TEXT)
        .body("x")
        .post("/api/v1/media")
        .then()
        .statusCode(400);
  }

  @Test
  void corpOfSomebodyElseIsRefused() {
    client()
        .multiPart("file", "a.png", new byte[1], "image/png")
        .multiPart("kind", "image")
        .multiPart("corp", "ding-foreign")
        .post("/api/v1/media")
        .then()
        .statusCode(403)
        .body("code", equalTo("corp-not-allowed"));
    assertThat(cloud.media.uploads()).isEmpty();
  }

  @Test
  void personUploadsForItsOwnCorpFromAPageOfOurs() {
    upload(person(), "image", "a.png", 1).statusCode(200);
    person()
        .multiPart("file", "a.png", new byte[1], "image/png")
        .multiPart("kind", "image")
        .multiPart("corp", People.OTHER_CORP.value())
        .post("/api/v1/media")
        .then()
        .statusCode(403);
    upload(person().header("Origin", "https://elsewhere.example"), "image", "a.png", 1)
        .statusCode(403);
  }

  @Test
  void refusalAndAbsenceOfTheCloudAreTold() {
    cloud.refuse("upload", ErrorCode.MEDIA_REFUSED, "DingTalk does not take this file (40005).");
    upload(client(), "image", "a.png", 1).statusCode(422).body("code", equalTo("media-refused"));

    cloud.reset();
    cloud.failNext("upload", Fault.DROP_ANSWER);
    upload(client(), "image", "a.png", 1)
        .statusCode(503)
        .body("code", equalTo("cloud-unavailable"));
  }

  @Test
  void tokenThatTheCloudForgotIsTakenAnewWithTheFileFromItsBeginning() {
    upload(client(), "image", "a.png", 3).statusCode(200);
    cloud.forgetTokens();

    upload(client(), "image", "a.png", 300_000).statusCode(200);

    assertThat(cloud.media.uploads()).extracting(Upload::bytes).containsExactly(3, 300_000);
  }

  private ValidatableResponse upload(
      RequestSpecification who, String kind, String name, int bytes) {
    return who.config(NAMES_IN_UTF_8)
        .multiPart("file", name, new byte[bytes], "application/octet-stream")
        .multiPart("kind", kind)
        .multiPart("corp", "ding-example")
        .post("/api/v1/media")
        .then();
  }

  private RequestSpecification client() {
    return as.client("books", "messages:send").contentType("multipart/form-data; charset=utf-8");
  }

  private RequestSpecification person() {
    return as.person(People.ANNA).contentType("multipart/form-data; charset=utf-8");
  }
}
