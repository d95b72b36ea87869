package io.dinggate.model.message;

import jakarta.validation.constraints.NotNull;
import java.util.List;

/**
 * A picture.
 *
 * @param mediaId of a picture that was uploaded, see {@link io.dinggate.model.media.MediaApi}
 */
public record ImageContent(@NotNull @MediaId String mediaId) implements MessageContent {

  @Override
  public List<String> texts() {
    return MessageContent.present(mediaId);
  }

  @Override
  public int envelopeBytes() {
    return 64;
  }

  @Override
  public String toString() {
    return "ImageContent[hidden]";
  }
}
