package io.dinggate.model.media;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.dinggate.model.InvalidValueException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What DingTalk takes as an upload for work notifications, and how large. */
public enum MediaKind {
  /** A picture. */
  IMAGE(20, "jpg jpeg gif png bmp"),
  /** A recording. */
  VOICE(2, "amr mp3 wav"),
  /** A file; DingTalk stores 20 MB and takes 10 MB of it in a work notification. */
  FILE(10, "doc docx xls xlsx ppt pptx zip pdf rar");

  private static final int MEGABYTE = 1024 * 1024;

  private final int megabytes;
  private final String endings;

  MediaKind(int megabytes, String endings) {
    this.megabytes = megabytes;
    this.endings = endings;
  }

  /** The most bytes of an upload. */
  public long maxBytes() {
    return (long) megabytes * MEGABYTE;
  }

  /** How the names of such files end, in lower case and without the dot. */
  public List<String> endings() {
    return List.of(endings.split(" "));
  }

  /** The name on the wire. */
  @JsonValue
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The kind of that wire name (Jakarta REST finds this method by its name).
   *
   * @throws InvalidValueException for any other
   */
  @JsonCreator
  public static MediaKind fromString(@Nullable String wire) {
    return Arrays.stream(values())
        .filter(kind -> kind.wire().equals(wire))
        .findFirst()
        .orElseThrow(() -> new InvalidValueException("must be image, voice or file"));
  }

  /** The name on the wire: clients of Jakarta REST write parameters so. */
  @Override
  public String toString() {
    return wire();
  }
}
