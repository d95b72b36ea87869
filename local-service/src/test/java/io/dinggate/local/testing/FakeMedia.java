package io.dinggate.local.testing;

import io.dinggate.model.media.MediaKind;
import io.dinggate.model.media.UploadedMedia;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/** The cloud's uploads: takes every file, and remembers what it was told of it. */
public final class FakeMedia {

  private final List<Upload> uploads = new CopyOnWriteArrayList<>();

  /**
   * One file.
   *
   * @param query the parameters, decoded
   * @param name as the header had it, decoded
   * @param bytes how large it was
   */
  public record Upload(Map<String, String> query, String name, int bytes) {}

  void reset() {
    uploads.clear();
  }

  /** What came since the last reset, in order. */
  public List<Upload> uploads() {
    return List.copyOf(uploads);
  }

  UploadedMedia upload(String query, String name, byte[] body) {
    var parameters =
        Arrays.stream(query.split("&"))
            .map(pair -> pair.split("=", 2))
            .collect(Collectors.toMap(pair -> pair[0], pair -> decoded(pair[1])));
    uploads.add(new Upload(parameters, decoded(name), body.length));
    return new UploadedMedia(
        "@media-" + uploads.size(), MediaKind.fromString(parameters.get("kind")));
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }
}
