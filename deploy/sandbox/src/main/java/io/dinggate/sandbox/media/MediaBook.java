package io.dinggate.sandbox.media;

import io.dinggate.sandbox.http.OldError;
import io.dinggate.sandbox.http.OldHostAccess.Caller;
import io.dinggate.sandbox.state.Secrets;
import io.dinggate.sandbox.state.State;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What was uploaded, without the bytes. Remembers the last 10,000; they do not expire. Thread-safe.
 */
public final class MediaBook {
  private static final int KEPT = 10_000;

  private final State state;
  private final Map<String, Media> media = new LinkedHashMap<>();

  public MediaBook(State state) {
    this.state = state;
  }

  synchronized Media add(Caller caller, MediaKind kind, String fileName, long bytes) {
    Media added =
        new Media(
            "@lAD" + Secrets.next(),
            kind,
            caller.app().appId(),
            caller.corpId(),
            fileName,
            bytes,
            state.clock().instant());
    media.put(added.mediaId(), added);
    if (media.size() > KEPT) {
      media.remove(media.keySet().iterator().next());
    }
    return added;
  }

  /** Uploaded so far, oldest first. */
  public synchronized List<Media> all() {
    return new ArrayList<>(media.values());
  }

  /** Refuses an id that the corp does not have, or that is of another kind. */
  public synchronized void require(String mediaId, MediaKind kind, String corpId) {
    Media found = media.get(mediaId);
    if (found == null || found.kind() != kind || !found.corpId().equals(corpId)) {
      throw OldError.of(40007, "不合法的媒体文件id");
    }
    if (kind == MediaKind.FILE && found.bytes() > state.limits().media().noticeFileBytes()) {
      throw OldError.of(40006, "不合法的文件大小");
    }
  }

  /** Forgets everything. */
  public synchronized void clear() {
    media.clear();
  }

  /** Something uploaded. */
  public record Media(
      String mediaId,
      MediaKind kind,
      String appId,
      String corpId,
      String fileName,
      long bytes,
      Instant uploadedAt) {}
}
