package io.dinggate.model.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RepeatMarkTest {

  private static final String MARK = "x".repeat(RepeatMark.LENGTH - 4);

  static List<MessageContent> contents() {
    var body = new OaContent.Body("t", List.of(), null, null, null, null, null, null);
    return List.of(
        new TextContent("text"),
        new MarkdownContent("t", "text"),
        new LinkContent("t", "text", "https://a.example", "@p"),
        new ActionCardContent(null, "text", "open", "https://a.example"),
        new ButtonsCardContent(
            null,
            "text",
            ButtonsCardContent.Orientation.VERTICAL,
            List.of(new ButtonsCardContent.Button("open", "https://a.example"))),
        new OaContent("https://a.example", null, "FFBBBBBB", "h", null, body),
        new OaContent(
            "https://a.example",
            null,
            "FFBBBBBB",
            "h",
            null,
            new OaContent.Body("t", List.of(), null, null, "text", null, null, null)),
        new TemplateContent("t", new TreeMap<>(Map.of("a", "1", "b", "text"))));
  }

  @ParameterizedTest
  @MethodSource("contents")
  void theMarkIsAddedAtTheEndOfTheTextAndTakesNoMoreThanItMay(MessageContent content) {
    assertThat(RepeatMark.fits(content)).isTrue();
    var marked = RepeatMark.put(content, MARK);
    assertThat(marked).isNotEqualTo(content).hasSameClassAs(content);
    assertThat(RepeatMark.put(content, MARK)).isEqualTo(marked);
    assertThat(marked.texts()).anyMatch(text -> text.endsWith(MARK));
    assertThat(length(marked) - length(content)).isBetween(MARK.length(), RepeatMark.LENGTH);
  }

  @ParameterizedTest
  @MethodSource("withoutText")
  void whatHasNoTextTakesNone(MessageContent content) {
    assertThat(RepeatMark.fits(content)).isFalse();
    assertThatThrownBy(() -> RepeatMark.put(content, MARK))
        .isInstanceOf(IllegalArgumentException.class);
  }

  static List<MessageContent> withoutText() {
    return List.of(
        new ImageContent("@a"),
        new VoiceContent("@a", 1),
        new FileContent("@a"),
        new TemplateContent("t", Map.of()));
  }

  /** A line break is two characters of JSON. */
  private static int length(MessageContent content) {
    return content.texts().stream().mapToInt(t -> t.replace("\n", "\\n").length()).sum();
  }
}
