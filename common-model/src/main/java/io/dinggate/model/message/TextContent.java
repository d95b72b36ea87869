package io.dinggate.model.message;

import jakarta.validation.constraints.NotBlank;
import java.util.List;

/**
 * Plain text.
 *
 * @param content the text; DingTalk advises at most 500 characters
 */
public record TextContent(@NotBlank String content) implements MessageContent {

  @Override
  public List<String> texts() {
    return MessageContent.present(content);
  }

  @Override
  public int envelopeBytes() {
    return 64;
  }

  @Override
  public String toString() {
    return "TextContent[hidden]";
  }
}
