package io.dinggate.sandbox;

import static io.dinggate.sandbox.DemoWorld.EAST;
import static org.assertj.core.api.Assertions.assertThat;

import io.dinggate.sandbox.World.Person;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MessageInboxTest {
  private static final String PAGE = "/sandbox/messages";

  private final Sandbox sandbox = Sandbox.start(SandboxOptions.defaults());
  private final Sends sends = new Sends(sandbox);

  @AfterEach
  void stop() {
    sandbox.close();
  }

  @Test
  void pageOffersThePeopleOfTheWorld() {
    assertThat(Http.get(sandbox.loginUrl(), PAGE).body())
        .contains("id=\"person-wangfang\"", "id=\"person-zhaoleft\"", "/sandbox/messages?person");
  }

  @Test
  void addressOfAPersonLeadsToHerMessages() {
    sandbox.putPerson(new Person("a&b", "安", "", "", "", Map.of(), Map.of(), List.of()));
    String people = Http.get(sandbox.loginUrl(), PAGE).body();
    Matcher link = Pattern.compile("id=\"person-a&amp;b\" href=\"([^\"]+)\"").matcher(people);
    assertThat(link.find()).isTrue();

    assertThat(Http.get(sandbox.loginUrl(), unescaped(link.group(1))).body()).contains("安的消息");
  }

  @Test
  void personSeesHerMessagesWithoutReadingThem() {
    long taskId = sends.directTo("wangfang", Sends.text("开会"));

    assertThat(inbox("wangfang"))
        .contains(
            "id=\"message-" + taskId + "\" data-state=\"unread\"",
            "id=\"open-" + taskId + "\"",
            "开会",
            "internal-hr · " + EAST);
    assertThat(inbox("liwei")).contains("id=\"nothing\"").doesNotContain("开会");
    assertThat(sandbox.messages().getFirst().readBy()).isEmpty();
  }

  @Test
  void openingAMessageReadsItAndShowsIt() {
    long taskId =
        sends.directTo(
            "wangfang,liwei",
            "{\"msgtype\":\"action_card\",\"action_card\":{\"title\":\"报销\",\"markdown\":\"# 请批\",\"btn_orientation\":\"0\",\"btn_json_list\":[{\"title\":\"好\",\"action_url\":\"https://a\"}]}}");

    HttpResponse<String> answer = open("wangfang", taskId);

    URI location = URI.create(answer.headers().firstValue("Location").orElseThrow());
    assertThat(answer.statusCode()).isEqualTo(302);
    assertThat(Http.get(sandbox.loginUrl(), location.toString()).body())
        .contains(
            "id=\"opened\" data-task=\"" + taskId + "\"",
            "markdown: # 请批",
            "btn_json_list[0].action_url: https://a",
            "id=\"message-" + taskId + "\" data-state=\"read\"");
    assertThat(sandbox.messages().getFirst().readBy()).containsExactly("wangfang");
    assertThat(sends.result(taskId).at("/read_user_id_list/0").asText()).isEqualTo("wangfang");
  }

  @Test
  void messageIsNotShownOpenToWhoeverHasNotOpenedIt() {
    long taskId = sends.directTo("wangfang", Sends.text("a"));

    assertThat(Http.get(sandbox.loginUrl(), PAGE + "?person=wangfang&task=" + taskId).body())
        .doesNotContain("id=\"opened\"");
  }

  @Test
  void personInTwoCorpsSeesTheMessagesOfBoth() {
    long east = sends.directTo("zhoumin", Sends.text("a"));
    long north = sends.templateTo("zm-north", "b");

    assertThat(inbox("zhoumin")).containsSubsequence("message-" + north, "message-" + east);
    open("zhoumin", north);
    assertThat(sandbox.messages().getLast().readBy()).containsExactly("zm-north");
  }

  @Test
  void recalledMessageShowsNothingAndCannotBeOpened() {
    long taskId = sends.directTo("wangfang", Sends.text("开会"));
    open("wangfang", taskId);
    sends.recall(taskId);

    assertThat(inbox("wangfang"))
        .contains("id=\"message-" + taskId + "\" data-state=\"recalled\"")
        .doesNotContain("开会", "id=\"open-" + taskId + "\"");
    assertThat(Http.get(sandbox.loginUrl(), PAGE + "?person=wangfang&task=" + taskId).body())
        .doesNotContain("开会");
    assertThat(open("wangfang", taskId).statusCode()).isEqualTo(409);
  }

  @Test
  void droppedMessagesAndThoseOnTheirWayAreNotThere() {
    sends.directTo("wangfang", Sends.text("a"));
    long dropped = sends.directTo("wangfang", Sends.text("a"));
    sandbox.limits(sandbox.limits().changed("{\"tasks\":{\"deliverySeconds\":60}}"));
    long onItsWay = sends.directTo("wangfang", Sends.text("b"));

    assertThat(inbox("wangfang")).doesNotContain("message-" + dropped, "message-" + onItsWay);
    assertThat(open("wangfang", dropped).statusCode()).isEqualTo(404);
    sandbox.clock().advance(Duration.ofMinutes(1));
    assertThat(inbox("wangfang")).contains("message-" + onItsWay);
  }

  @Test
  void nobodyReadsTheMessagesOfOthers() {
    long taskId = sends.directTo("wangfang", Sends.text("a"));

    HttpResponse<String> answer = open("liwei", taskId);

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.body()).contains("id=\"error\"");
    assertThat(sandbox.messages().getFirst().readBy()).isEmpty();
  }

  @Test
  void unknownPersonGetsThePageOfPeople() {
    HttpResponse<String> page = Http.get(sandbox.loginUrl(), PAGE + "?person=nobody");

    assertThat(page.statusCode()).isEqualTo(404);
    assertThat(page.body()).contains("id=\"error\"", "id=\"person-wangfang\"");
    assertThat(open("nobody", 1).statusCode()).isEqualTo(404);
  }

  @Test
  void contentIsEscaped() {
    long taskId = sends.directTo("wangfang", Sends.text("<script>alert(1)</script>{{title}}"));
    open("wangfang", taskId);

    assertThat(Http.get(sandbox.loginUrl(), PAGE + "?person=wangfang&task=" + taskId).body())
        .contains("&lt;script&gt;", "{{title}}")
        .doesNotContain("<script>");
  }

  @Test
  void longTitlesAreCutAndMissingOnesNamed() {
    sends.directTo("wangfang", Sends.text("😀".repeat(50)));
    sends.directTo(
        "wangfang",
        "{\"msgtype\":\"image\",\"image\":{\"media_id\":\"%s\"}}"
            .formatted(sends.upload("image", "a.png")));

    assertThat(inbox("wangfang"))
        .contains("<strong>" + "😀".repeat(40) + "</strong>", "<strong>[image]</strong>");
  }

  private static String unescaped(String html) {
    return html.replace("&#x3D;", "=").replace("&amp;", "&");
  }

  private String inbox(String person) {
    HttpResponse<String> page = Http.get(sandbox.loginUrl(), PAGE + "?person=" + person);
    assertThat(page.statusCode()).isEqualTo(200);
    return page.body();
  }

  private HttpResponse<String> open(String person, long taskId) {
    return Http.form(
        sandbox.loginUrl(), PAGE, Map.of("person", person, "task", String.valueOf(taskId)));
  }
}
