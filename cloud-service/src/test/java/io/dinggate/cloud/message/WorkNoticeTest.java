package io.dinggate.cloud.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dinggate.model.message.ActionCardContent;
import io.dinggate.model.message.LinkContent;
import io.dinggate.model.message.MarkdownContent;
import io.dinggate.model.message.MessageContent;
import io.dinggate.model.message.TemplateContent;
import io.dinggate.model.message.TextContent;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WorkNoticeTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void textIsWrittenAsDingTalkReadsIt() throws JsonProcessingException {
    assertWritten(new TextContent("hi"), "{'msgtype':'text','text':{'content':'hi'}}");
  }

  @Test
  void markdownIsWrittenAsDingTalkReadsIt() throws JsonProcessingException {
    assertWritten(
        new MarkdownContent("t", "**b**"),
        "{'msgtype':'markdown','markdown':{'title':'t','text':'**b**'}}");
  }

  @Test
  void linkIsWrittenAsDingTalkReadsIt() throws JsonProcessingException {
    assertWritten(
        new LinkContent("t", "x", "https://a.example", "@pic"),
        "{'msgtype':'link','link':{'messageUrl':'https://a.example','picUrl':'@pic',"
            + "'title':'t','text':'x'}}");
  }

  @Test
  void actionCardHasOneButton() throws JsonProcessingException {
    assertWritten(
        new ActionCardContent("t", "m", "open", "https://a.example"),
        "{'msgtype':'action_card','action_card':{'title':'t','markdown':'m',"
            + "'single_title':'open','single_url':'https://a.example'}}");
    assertWritten(
        new ActionCardContent(null, "m", "open", "https://a.example"),
        "{'msgtype':'action_card','action_card':{'markdown':'m',"
            + "'single_title':'open','single_url':'https://a.example'}}");
  }

  @Test
  void templateHasNoNotice() {
    var template = new TemplateContent("tpl", Map.of());

    assertThatThrownBy(() -> WorkNotice.of(template)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @MethodSource("contents")
  void noticeIsNoLargerThanTheContractCounts(MessageContent content)
      throws JsonProcessingException {
    var written = JSON.writeValueAsString(WorkNotice.of(content));
    var counted =
        content.envelopeBytes() + content.texts().stream().mapToInt(WorkNoticeTest::bytes).sum();

    assertThat(bytes(written)).isLessThanOrEqualTo(counted);
  }

  static Stream<MessageContent> contents() {
    return Stream.of(
        new TextContent("中文"),
        new MarkdownContent("标题", "正文"),
        new LinkContent("标题", "正文", "https://a.example", "@pic"),
        new ActionCardContent("标题", "正文", "打开", "https://a.example"),
        new ActionCardContent(null, "正文", "打开", "https://a.example"));
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  private static void assertWritten(MessageContent content, String json)
      throws JsonProcessingException {
    assertThat(JSON.readTree(JSON.writeValueAsString(WorkNotice.of(content))))
        .isEqualTo(JSON.readTree(json.replace('\'', '"')));
  }
}
