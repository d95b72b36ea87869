package io.dinggate.model.message;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A card with one button (DingTalk's {@code action_card}, single jump).
 *
 * @param title the preview in the conversation list; null for DingTalk's own
 * @param markdown the card's text
 * @param singleTitle the button's label
 * @param singleUrl what the button opens
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ActionCardContent(
    @Nullable @Size(max = 64) String title,
    @NotBlank @Size(max = 1000) String markdown,
    @NotBlank @Size(max = 20) String singleTitle,
    @NotNull @LinkUrl String singleUrl)
    implements MessageContent {

  @Override
  public List<String> texts() {
    return MessageContent.present(title, markdown, singleTitle, singleUrl);
  }

  @Override
  public int envelopeBytes() {
    return 128;
  }

  @Override
  public String toString() {
    return "ActionCardContent[hidden]";
  }
}
