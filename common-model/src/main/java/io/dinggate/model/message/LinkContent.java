package io.dinggate.model.message;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;

/**
 * A card that opens a page.
 *
 * @param title the headline
 * @param text the lines below it
 * @param messageUrl what a tap opens
 * @param picUrl a picture: a media id as {@link MediaId} has it, or an address with http or https
 */
public record LinkContent(
    @NotBlank @Size(max = 100) String title,
    @NotBlank @Size(max = 500) String text,
    @NotNull @LinkUrl String messageUrl,
    @NotBlank
        @Size(max = 500)
        @Pattern(
            regexp = "^([@$][A-Za-z0-9_=+/-]{1,255}|[Hh][Tt][Tt][Pp][Ss]?://[^\\s]+)$",
            message = "must be the id of an upload, or a link with http or https")
        String picUrl)
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
