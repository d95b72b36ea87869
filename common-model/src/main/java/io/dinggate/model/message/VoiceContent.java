package io.dinggate.model.message;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.util.List;

/**
 * A recording.
 *
 * @param mediaId of a recording that was uploaded, see {@link io.dinggate.model.media.MediaApi}
 * @param seconds how long it plays; DingTalk takes less than 60
 */
public record VoiceContent(@NotNull @MediaId String mediaId, @Min(1) @Max(59) int seconds)
    implements MessageContent {

  @Override
  public List<String> texts() {
    return MessageContent.present(mediaId);
  }

  @Override
  public int envelopeBytes() {
    return 80;
  }

  @Override
  public String toString() {
    return "VoiceContent[hidden]";
  }
}
