package io.dinggate.sandbox.media;

import io.dinggate.sandbox.Limits;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToLongFunction;

/** The kinds of media, with the endings that their files may have. */
public enum MediaKind {
  IMAGE(Limits.Media::imageBytes, "jpg", "jpeg", "gif", "png", "bmp"),
  VOICE(Limits.Media::voiceBytes, "amr", "mp3", "wav"),
  VIDEO(Limits.Media::videoBytes, "mp4"),
  FILE(Limits.Media::fileBytes, "doc", "docx", "xls", "xlsx", "ppt", "pptx", "zip", "pdf", "rar");

  @SuppressWarnings("ImmutableEnumChecker") // the functions hold nothing
  private final ToLongFunction<Limits.Media> maxBytes;

  @SuppressWarnings("ImmutableEnumChecker") // never changed
  private final Set<String> endings;

  MediaKind(ToLongFunction<Limits.Media> maxBytes, String... endings) {
    this.maxBytes = maxBytes;
    this.endings = Set.of(endings);
  }

  static Optional<MediaKind> ofType(String type) {
    return Arrays.stream(values()).filter(kind -> kind.type().equals(type)).findFirst();
  }

  /** As in {@code type} of the API. */
  public String type() {
    return name().toLowerCase(Locale.ROOT);
  }

  long maxBytes(Limits.Media limits) {
    return maxBytes.applyAsLong(limits);
  }

  boolean takes(String fileName) {
    int dot = fileName.lastIndexOf('.');
    return dot >= 0 && endings.contains(fileName.substring(dot + 1).toLowerCase(Locale.ROOT));
  }
}
