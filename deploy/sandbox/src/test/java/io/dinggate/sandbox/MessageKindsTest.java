package io.dinggate.sandbox;

import static io.dinggate.sandbox.DemoWorld.EAST;
import static io.dinggate.sandbox.DemoWorld.INTERNAL;
import static io.dinggate.sandbox.DemoWorld.NORTH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.dinggate.sandbox.media.MediaBook.Media;
import io.dinggate.sandbox.media.MediaKind;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessageKindsTest {
  private static final String LIWEI = "\"userid_list\":\"liwei\"";
  private static final String OA =
      "{\"msgtype\":\"oa\",\"oa\":{\"message_url\":\"https://a\",\"head\":{\"bgcolor\":\"FFBBBBBB\",\"text\":\"h\"},%s}}";

  private final Sandbox sandbox = Sandbox.start(SandboxOptions.defaults());
  private final Calls calls = new Calls(sandbox);
  private final Sends sends = new Sends(sandbox);

  @AfterEach
  void stop() {
    sandbox.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"msgtype\":\"text\",\"text\":{\"content\":\"a\"}}",
        "{\"msgtype\":\"markdown\",\"markdown\":{\"title\":\"t\",\"text\":\"# t\"}}",
        "{\"msgtype\":\"link\",\"link\":{\"messageUrl\":\"https://a\",\"picUrl\":\"@b\",\"title\":\"t\",\"text\":\"x\"}}",
        "{\"msgtype\":\"action_card\",\"action_card\":{\"markdown\":\"m\",\"single_title\":\"s\",\"single_url\":\"https://a\"}}",
        "{\"msgtype\":\"action_card\",\"action_card\":{\"title\":\"\",\"markdown\":\"m\",\"single_title\":\"s\",\"single_url\":\"https://a\"}}",
        "{\"msgtype\":\"action_card\",\"action_card\":{\"markdown\":\"m\",\"btn_orientation\":\"0\",\"btn_json_list\":[{\"title\":\"a\",\"action_url\":\"https://a\"}]}}",
        "{\"msgtype\":\"oa\",\"oa\":{\"message_url\":\"https://a\",\"head\":{\"bgcolor\":\"FFBBBBBB\",\"text\":\"h\"},\"body\":{\"title\":\"t\",\"form\":[{\"key\":\"k\",\"value\":\"v\"}],\"rich\":{\"num\":\"1\",\"unit\":\"u\"},\"content\":\"c\",\"file_count\":\"3\",\"author\":\"a\"},\"status_bar\":{\"status_value\":\"s\",\"status_bg\":\"0xFFF65E5E\"}}}"
      })
  void everyKindOfMessageIsTaken(String message) {
    assertThat(errcode(message)).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"text\"|34014",
        "{\"msgtype\":\"poem\",\"poem\":{}}|40008",
        "{\"text\":{\"content\":\"a\"}}|40008",
        "{\"msgtype\":\"text\",\"text\":{}}|34014",
        "{\"msgtype\":\"text\",\"text\":{\"content\":5}}|34014",
        "{\"msgtype\":\"image\",\"image\":{}}|34014",
        "{\"msgtype\":\"file\",\"file\":{\"media_id\":\"\"}}|34014",
        "{\"msgtype\":\"markdown\",\"markdown\":{\"text\":\"t\"}}|34014",
        "{\"msgtype\":\"markdown\",\"markdown\":{\"title\":\"01234567890123456789012345678901234567890123456789012345678901234\",\"text\":\"t\"}}|34016",
        "{\"msgtype\":\"link\",\"link\":{\"message_url\":\"https://a\",\"picUrl\":\"@b\",\"title\":\"t\",\"text\":\"x\"}}|34014",
        "{\"msgtype\":\"action_card\",\"action_card\":{\"markdown\":\"m\"}}|34014",
        "{\"msgtype\":\"action_card\",\"action_card\":{\"title\":5,\"markdown\":\"m\",\"single_title\":\"s\",\"single_url\":\"a\"}}|34014",
        "{\"msgtype\":\"action_card\",\"action_card\":{\"markdown\":\"m\",\"single_title\":\"s\"}}|34014",
        "{\"msgtype\":\"action_card\",\"action_card\":{\"markdown\":\"m\",\"single_title\":\"012345678901234567890\",\"single_url\":\"a\"}}|34016",
        "{\"msgtype\":\"action_card\",\"action_card\":{\"markdown\":\"m\",\"single_title\":\"s\",\"single_url\":\"a\",\"btn_orientation\":\"0\"}}|34014",
        "{\"msgtype\":\"action_card\",\"action_card\":{\"markdown\":\"m\",\"btn_orientation\":\"2\",\"btn_json_list\":[{\"title\":\"a\",\"action_url\":\"b\"}]}}|34014",
        "{\"msgtype\":\"action_card\",\"action_card\":{\"markdown\":\"m\",\"btn_orientation\":\"1\",\"btn_json_list\":[{\"title\":\"a\"}]}}|34014",
        "{\"msgtype\":\"oa\",\"oa\":{\"message_url\":\"https://a\",\"head\":{\"bgcolor\":\"0xFF\",\"text\":\"h\"},\"body\":{}}}|34014"
      })
  void malformedMessageIsRefused(String message, int errcode) {
    assertThat(errcode(message)).isEqualTo(errcode);
    assertThat(sandbox.messages()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"x\":1",
        "\"body\":{\"title\":5}",
        "\"body\":{\"file_count\":3}",
        "\"body\":{\"form\":{}}",
        "\"body\":{\"form\":[{\"key\":\"k\"}]}",
        "\"body\":{\"rich\":{\"unit\":\"u\"}}",
        "\"body\":{},\"pc_message_url\":1",
        "\"body\":{},\"status_bar\":{\"status_bg\":\"0xFFF65E5E\"}"
      })
  void malformedOaIsRefused(String members) {
    assertThat(errcode(OA.formatted(members))).isEqualTo(34014);
  }

  @Test
  void statusBarIsForAtMostFiveNamedUsers() {
    String message = OA.formatted("\"body\":{},\"status_bar\":{\"status_value\":\"s\"}");

    assertThat(code(sends.direct("\"userid_list\":\"a,b,c,d,e,f\"", message))).isEqualTo(40035);
    assertThat(code(sends.direct("\"dept_id_list\":\"2\"", message))).isEqualTo(40035);
    assertThat(code(sends.direct("\"to_all_user\":true", message))).isEqualTo(40035);
    assertThat(code(sends.direct("\"userid_list\":\"liwei,b,c,d,e\"", message))).isZero();
  }

  @Test
  void messagesNameWhatWasUploaded() {
    String image = sends.upload("image", "a.PNG");
    String voice = sends.upload("voice", "a.amr");
    String file = sends.upload("file", "a.b.pdf");

    assertThat(errcode(media("image", image, ""))).isZero();
    assertThat(errcode(media("voice", voice, ",\"duration\":\"59\""))).isZero();
    assertThat(errcode(media("voice", voice, ",\"duration\":\"60\""))).isEqualTo(34014);
    assertThat(errcode(media("file", file, ""))).isZero();
    assertThat(errcode(OA.formatted("\"body\":{\"image\":\"" + image + "\"}"))).isZero();
    assertThat(sandbox.media())
        .extracting(Media::kind)
        .containsExactly(MediaKind.IMAGE, MediaKind.VOICE, MediaKind.FILE);
  }

  @Test
  void unknownMediaAndThoseOfAnotherKindAreRefused() {
    String image = sends.upload("image", "a.png");

    assertThat(errcode(media("image", "@none", ""))).isEqualTo(40007);
    assertThat(errcode(media("file", image, ""))).isEqualTo(40007);
    assertThat(errcode(media("voice", "@none", ",\"duration\":\"1\""))).isEqualTo(40007);
    assertThat(errcode(OA.formatted("\"body\":{\"image\":\"@none\"}"))).isEqualTo(40007);
    assertThat(sandbox.messages()).isEmpty();
  }

  @Test
  void mediaOfAnotherCorpAreRefused() {
    String elsewhere =
        Http.json(upload(calls.corpToken(NORTH), "image", "a.png", 1)).path("media_id").asText();

    assertThat(elsewhere).isNotEmpty();
    assertThat(errcode(media("image", elsewhere, ""))).isEqualTo(40007);
  }

  @Test
  void uploadIsAnsweredAndRemembered() {
    JsonNode answer = Http.json(upload(calls.appToken(), "video", "a.mp4", 7));

    assertThat(code(answer)).isZero();
    assertThat(answer.path("type").asText()).isEqualTo("video");
    assertThat(answer.path("media_id").asText()).startsWith("@");
    Media uploaded = sandbox.media().getFirst();
    assertThat(answer.path("created_at").asLong()).isEqualTo(uploaded.uploadedAt().toEpochMilli());
    assertThat(uploaded.mediaId()).isEqualTo(answer.path("media_id").asText());
    assertThat(uploaded.appId()).isEqualTo(INTERNAL);
    assertThat(uploaded.corpId()).isEqualTo(EAST);
    assertThat(uploaded.fileName()).isEqualTo("a.mp4");
    assertThat(uploaded.bytes()).isEqualTo(7);
    sandbox.reset();
    assertThat(sandbox.media()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "image, a.png, 0, 41005",
    "image, a.pdf, 1, 40005",
    "image, png, 1, 40005",
    "voice, a.mp4, 1, 40005",
    "poem, a.txt, 1, 40004",
    "'', a.png, 1, 40004",
    "image, a.png, 11, 45001",
    "image, a.png, 10, 0"
  })
  void uploadIsChecked(String type, String fileName, int bytes, int errcode) {
    sandbox.limits(sandbox.limits().changed("{\"media\":{\"imageBytes\":10}}"));

    assertThat(code(Http.json(upload(calls.appToken(), type, fileName, bytes)))).isEqualTo(errcode);
  }

  @Test
  void uploadIsAFileInAMultipartBodyWithAToken() {
    String target = "/media/upload?type=image&access_token=" + calls.appToken();

    assertThat(code(Http.json(Http.post(sandbox.oapiUrl(), target, "{}")))).isEqualTo(43008);
    assertThat(
            code(
                Http.json(
                    Http.multipart(sandbox.oapiUrl(), target, "media", null, new byte[] {1}))))
        .isEqualTo(41005);
    assertThat(
            code(
                Http.json(
                    Http.multipart(sandbox.oapiUrl(), target, "file", "a.png", new byte[] {1}))))
        .isEqualTo(41005);
    assertThat(code(Http.json(upload("none", "image", "a.png", 1)))).isEqualTo(40014);
    assertThat(sandbox.media()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"voice, a.mp3, 2", "file, a.zip, 20"})
  void uploadMayBeAsLargeAsDocumentedAndLeavesNoTraceInTheMemory(
      String type, String fileName, int megabytes) {
    int most = megabytes << 20;
    String token = calls.appToken();

    assertThat(code(Http.json(upload(token, type, fileName, most)))).isZero();
    assertThat(code(Http.json(upload(token, type, fileName, most + 1)))).isEqualTo(45001);
    await()
        .untilAsserted(
            () ->
                assertThat(Http.get(sandbox.oapiUrl(), "/__admin/requests").body())
                    .hasSizeLessThan(1 << 20));
  }

  @Test
  void messageNamesNoFileAboveTenMegabytes() {
    JsonNode answer = Http.json(upload(calls.appToken(), "file", "a.zip", (10 << 20) + 1));

    assertThat(errcode(media("file", answer.path("media_id").asText(), ""))).isEqualTo(40006);
  }

  private HttpResponse<String> upload(String token, String type, String fileName, int bytes) {
    return Http.multipart(
        sandbox.oapiUrl(),
        "/media/upload?type=" + type + "&access_token=" + token,
        "media",
        fileName,
        new byte[bytes]);
  }

  private int errcode(String message) {
    return code(sends.direct(LIWEI, message));
  }

  private static int code(JsonNode answer) {
    return answer.path("errcode").asInt(-1);
  }

  private static String media(String type, String mediaId, String more) {
    return "{\"msgtype\":\"%s\",\"%s\":{\"media_id\":\"%s\"%s}}"
        .formatted(type, type, mediaId, more);
  }
}
