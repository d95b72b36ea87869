package io.dinggate.model.message;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;

/**
 * A card that opens a page.
 *
 * @param title the headline
 * @param text the lines below it
 * @param messageUrl what a tap opens
 * @param picUrl a picture: a media id ({@code @…}) or an address
 */
public record LinkContent(
    @NotBlank @Size(max = 100) String title,
    @NotBlank @Size(max = 500) String text,
    @NotNull @LinkUrl String messageUrl,
    @NotBlank @Size(max = 500) String picUrl)
    implements MessageContent {

  @Override
  public List<String> texts() {
    return MessageContent.present(title, text, messageUrl, picUrl);
  }

  @Override
  public int envelopeBytes() {
    return 100;
  }

  @Override
  public String toString() {
    return "LinkContent[hidden]";
  }
}
