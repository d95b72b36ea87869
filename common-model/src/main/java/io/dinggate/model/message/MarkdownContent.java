package io.dinggate.model.message;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.List;

/**
 * Text in DingTalk's subset of Markdown.
 *
 * @param title the preview in the conversation list
 * @param text the Markdown
 */
public record MarkdownContent(@NotBlank @Size(max = 64) String title, @NotBlank String text)
    implements MessageContent {

  @Override
  public List<String> texts() {
    return MessageContent.present(title, text);
  }

  @Override
  public int envelopeBytes() {
    return 80;
  }

  @Override
  public String toString() {
    return "MarkdownContent[hidden]";
  }
}
