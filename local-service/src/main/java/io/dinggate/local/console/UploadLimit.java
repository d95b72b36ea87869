package io.dinggate.local.console;

import io.dinggate.model.media.MediaKind;
import io.quarkus.qute.TemplateData;
import java.util.stream.Collectors;

/**
 * What may be uploaded as one kind, for a form to say beforehand.
 *
 * @param kind on the wire
 * @param maxBytes the most bytes
 * @param megabytes the same for people
 * @param endings how the names end, apart by spaces
 * @param names the same for people
 * @param accept the same for the {@code accept} of a field
 */
@TemplateData // read by a part of pages, which Qute checks only when it is shown
record UploadLimit(
    String kind, long maxBytes, int megabytes, String endings, String names, String accept) {

  private static final int MEGABYTE = 1024 * 1024;

  static UploadLimit of(MediaKind kind) {
    return new UploadLimit(
        kind.wire(),
        kind.maxBytes(),
        (int) (kind.maxBytes() / MEGABYTE),
        String.join(" ", kind.endings()),
        String.join(", ", kind.endings()),
        kind.endings().stream().map(ending -> "." + ending).collect(Collectors.joining(",")));
  }
}
