package io.dinggate.local.message;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dinggate.model.message.ActionCardContent;
import io.dinggate.model.message.LinkContent;
import io.dinggate.model.message.MarkdownContent;
import io.dinggate.model.message.MessageContent;
import io.dinggate.model.message.TemplateContent;
import io.dinggate.model.message.TextContent;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MessageJsonTest {

  @Test
  void orderOfMembersAndWhiteSpaceDoNotMatter() {
    var one =
        """
        {"recipients":[{"corp":"c","userId":"u"}],
         "content":{"type":"template","templateId":"t","variables":{"b":"2","a":"1"}}}""";
    var other =
        """
        {"content": {"variables": {"a": "1", "b": "2"}, "templateId": "t", "type": "template"},
         "app": null, "recipients": [ {"userId": "u", "corp": "c"} ]}""";

    assertThat(MessageJson.canonical(read(one))).isEqualTo(MessageJson.canonical(read(other)));
  }

  @Test
  void canonicalFormNeverChangesBecauseStoredHashesDependOnIt() {
    var request =
        read(
            """
            {"recipients":[{"corp":"c","userId":"u"},{"tenantId":"t","staffId":"s"}],"app":"a",
             "content":{"type":"actionCard","markdown":"**hi**","singleTitle":"Go",
                        "singleUrl":"https://example.com"}}""");

    assertThat(MessageJson.canonical(request))
        .isEqualTo(
            "{\"app\":\"a\",\"content\":{\"type\":\"actionCard\",\"markdown\":\"**hi**\","
                + "\"singleTitle\":\"Go\",\"singleUrl\":\"https://example.com\"},"
                + "\"recipients\":[{\"corp\":\"c\",\"userId\":\"u\"},"
                + "{\"staffId\":\"s\",\"tenantId\":\"t\"}]}");
  }

  @ParameterizedTest
  @MethodSource("contents")
  void everyContentIsReadBackAsItWasWritten(MessageContent content) {
    assertThat(MessageJson.readContent(MessageJson.write(content))).isEqualTo(content);
  }

  static List<MessageContent> contents() {
    return List.of(
        new TextContent("你好"),
        new MarkdownContent("t", "# x"),
        new LinkContent("t", "x", "https://example.com", "@picture"),
        new ActionCardContent(null, "x", "Go", "https://example.com"),
        new TemplateContent("t-1", Map.of("name", "王芳")));
  }

  private static PutMessage read(String json) {
    try {
      return new ObjectMapper().readValue(json, PutMessage.class);
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }
}
