package io.dinggate.model.message;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The body of a message, one type per kind of DingTalk work notification (open.dingtalk.com, work
 * notifications).
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(name = "text", value = TextContent.class),
  @JsonSubTypes.Type(name = "image", value = ImageContent.class),
  @JsonSubTypes.Type(name = "voice", value = VoiceContent.class),
  @JsonSubTypes.Type(name = "file", value = FileContent.class),
  @JsonSubTypes.Type(name = "markdown", value = MarkdownContent.class),
  @JsonSubTypes.Type(name = "link", value = LinkContent.class),
  @JsonSubTypes.Type(name = "actionCard", value = ActionCardContent.class),
  @JsonSubTypes.Type(name = "buttonsCard", value = ButtonsCardContent.class),
  @JsonSubTypes.Type(name = "oa", value = OaContent.class),
  @JsonSubTypes.Type(name = "template", value = TemplateContent.class)
})
@FitsDingTalk
public sealed interface MessageContent
    permits TextContent,
        ImageContent,
        VoiceContent,
        FileContent,
        MarkdownContent,
        LinkContent,
        ActionCardContent,
        ButtonsCardContent,
        OaContent,
        TemplateContent {

  /** DingTalk's limit for the whole {@code msg} object, in UTF-8 bytes. */
  int MAX_BYTES = 2048;

  /** All texts that count towards {@link #MAX_BYTES}; absent ones left out. */
  @JsonIgnore
  List<String> texts();

  /** What DingTalk's JSON around the texts takes at most, in bytes. */
  @JsonIgnore
  int envelopeBytes();

  /** The texts that are there. */
  static List<String> present(@Nullable String... texts) {
    return Stream.of(texts).filter(Objects::nonNull).map(Objects::requireNonNull).toList();
  }
}
