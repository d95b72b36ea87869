package io.dinggate.cloud.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dinggate.model.message.ActionCardContent;
import io.dinggate.model.message.ButtonsCardContent;
import io.dinggate.model.message.ButtonsCardContent.Orientation;
import io.dinggate.model.message.FileContent;
import io.dinggate.model.message.ImageContent;
import io.dinggate.model.message.LinkContent;
import io.dinggate.model.message.MarkdownContent;
import io.dinggate.model.message.MessageContent;
import io.dinggate.model.message.OaContent;
import io.dinggate.model.message.TemplateContent;
import io.dinggate.model.message.TextContent;
import io.dinggate.model.message.VoiceContent;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WorkNoticeTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final OaContent WHOLE_FORM =
      new OaContent(
          "https://a.example",
          "https://pc.example",
          "FFBBBBBB",
          "h",
          new OaContent.Status("new", "FFF65E5E"),
          new OaContent.Body(
              "t", List.of(new OaContent.Line("k", "v")), "15.6", "元", "c", "@a", 3, "w"));
  private static final OaContent SMALL_FORM =
      new OaContent(
          "https://a.example",
          null,
          "FFBBBBBB",
          "h",
          null,
          new OaContent.Body(null, List.of(), "1", null, null, null, null, null));

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
  void uploadsAreWrittenByTheirIds() throws JsonProcessingException {
    assertWritten(new ImageContent("@a"), "{'msgtype':'image','image':{'media_id':'@a'}}");
    assertWritten(new FileContent("@a"), "{'msgtype':'file','file':{'media_id':'@a'}}");
    assertWritten(
        new VoiceContent("@a", 10),
        "{'msgtype':'voice','voice':{'media_id':'@a','duration':'10'}}");
  }

  @Test
  void buttonsCardHasAListAndNoSingleButton() throws JsonProcessingException {
    assertWritten(
        card("t", Orientation.HORIZONTAL),
        "{'msgtype':'action_card','action_card':{'title':'t','markdown':'m',"
            + "'btn_orientation':'1',"
            + "'btn_json_list':[{'title':'open','action_url':'https://a.example'}]}}");
    assertWritten(
        card(null, Orientation.VERTICAL),
        "{'msgtype':'action_card','action_card':{'markdown':'m','btn_orientation':'0',"
            + "'btn_json_list':[{'title':'open','action_url':'https://a.example'}]}}");
  }

  @Test
  void formIsWrittenAsDingTalkReadsIt() throws JsonProcessingException {
    assertWritten(
        WHOLE_FORM,
        "{'msgtype':'oa','oa':{'message_url':'https://a.example',"
            + "'pc_message_url':'https://pc.example','head':{'bgcolor':'FFBBBBBB','text':'h'},"
            + "'status_bar':{'status_value':'new','status_bg':'0xFFF65E5E'},"
            + "'body':{'title':'t','form':[{'key':'k','value':'v'}],"
            + "'rich':{'num':'15.6','unit':'元'},'content':'c','image':'@a','file_count':'3',"
            + "'author':'w'}}}");
    assertWritten(
        SMALL_FORM,
        "{'msgtype':'oa','oa':{'message_url':'https://a.example',"
            + "'head':{'bgcolor':'FFBBBBBB','text':'h'},'body':{'rich':{'num':'1','unit':''}}}}");
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
        new ActionCardContent(null, "正文", "打开", "https://a.example"),
        new ImageContent("@a"),
        new VoiceContent("@a", 10),
        new FileContent("@a"),
        card("标题", Orientation.HORIZONTAL),
        card(null, Orientation.VERTICAL),
        WHOLE_FORM,
        SMALL_FORM);
  }

  private static ButtonsCardContent card(@Nullable String title, Orientation orientation) {
    return new ButtonsCardContent(
        title,
        "m",
        orientation,
        List.of(new ButtonsCardContent.Button("open", "https://a.example")));
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
