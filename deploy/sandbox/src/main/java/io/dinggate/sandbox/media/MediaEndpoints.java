package io.dinggate.sandbox.media;

import io.dinggate.sandbox.http.Call;
import io.dinggate.sandbox.http.Call.Upload;
import io.dinggate.sandbox.http.Listener;
import io.dinggate.sandbox.http.Listeners;
import io.dinggate.sandbox.http.OldError;
import io.dinggate.sandbox.http.OldHostAccess;
import io.dinggate.sandbox.http.OldHostAccess.Caller;
import io.dinggate.sandbox.http.Reply;
import io.dinggate.sandbox.http.Route;
import io.dinggate.sandbox.media.MediaBook.Media;
import io.dinggate.sandbox.state.State;
import java.util.List;

/** Takes images, voice, videos and files. Facts: open.dingtalk.com, 上传媒体文件. */
public final class MediaEndpoints {
  private final State state;
  private final MediaBook book;
  private final OldHostAccess access;

  public MediaEndpoints(State state, MediaBook book) {
    this.state = state;
    this.book = book;
    this.access = new OldHostAccess(state);
  }

  public List<Route> routes() {
    return List.of(new Route(Listener.OAPI, "POST", Listeners.UPLOAD, this::upload));
  }

  private Reply upload(Call call) {
    Caller caller = access.caller(call);
    MediaKind kind =
        call.query("type")
            .flatMap(MediaKind::ofType)
            .orElseThrow(() -> OldError.of(40004, "不合法的媒体文件类型"));
    if (!call.isMultipart()) {
      throw OldError.of(43008, "需要multipart/form-data格式");
    }
    Upload file =
        call.upload("media")
            .filter(upload -> upload.bytes() > 0)
            .orElseThrow(() -> OldError.of(41005, "缺少多媒体文件数据"));
    if (!kind.takes(file.fileName())) {
      throw OldError.of(40005, "不合法的文件类型");
    }
    if (file.bytes() > kind.maxBytes(state.limits().media())) {
      throw OldError.of(45001, "多媒体文件大小超过限制");
    }
    Media added = book.add(caller, kind, file.fileName(), file.bytes());
    return Reply.json(
        200,
        Reply.ok()
            .put("media_id", added.mediaId())
            .put("type", kind.type())
            .put("created_at", added.uploadedAt().toEpochMilli())
            .put("request_id", Reply.requestId()));
  }
}
