package io.dinggate.cloud.media;

import io.dinggate.cloud.app.AccessTokens;
import io.dinggate.cloud.dingtalk.DingTalk;
import io.dinggate.cloud.dingtalk.DingTalkException;
import io.dinggate.cloud.dingtalk.DingTalkFailure;
import io.dinggate.cloud.dingtalk.Upload;
import io.dinggate.cloud.registry.App;
import io.dinggate.cloud.site.CallingSite;
import io.dinggate.model.AppId;
import io.dinggate.model.CorpId;
import io.dinggate.model.media.MediaKind;
import io.dinggate.model.media.UploadedMedia;
import io.dinggate.model.problem.ApiException;
import io.dinggate.model.problem.ErrorCode;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/** Hands files of sites on to DingTalk while they are read. */
@Singleton
class MediaUploads {

  /** Of DingTalk's {@code media/upload}: type, size, empty, too big. */
  private static final Set<String> REFUSALS = Set.of("40004", "40005", "40006", "41005", "45001");

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final DingTalk dingTalk;
  private final AccessTokens tokens;
  private final Semaphore places;

  MediaUploads(DingTalk dingTalk, AccessTokens tokens, MediaConfig config) {
    this.dingTalk = dingTalk;
    this.tokens = tokens;
    this.places = new Semaphore(config.uploads());
  }

  /**
   * Uploads one file.
   *
   * @param named the app to upload by; null for the corp's default message app
   * @param name the file's name, percent-encoded
   * @param length of the body; null when it does not say
   * @throws ApiException {@code CORP_NOT_ALLOWED}, {@code APP_NOT_ALLOWED}, {@code VALIDATION},
   *     {@code MEDIA_REFUSED}, {@code OVERLOADED} or what DingTalk failed with
   */
  UploadedMedia upload(
      CallingSite site,
      CorpId corp,
      @Nullable AppId named,
      MediaKind kind,
      String name,
      @Nullable Long length,
      InputStream body) {
    var app = site.messageApp(corp, named);
    var fileName = FileName.parse(name);
    fileName.requireEndingOf(kind);
    if (length != null && length > kind.maxBytes()) {
      throw tooLarge(kind);
    }
    if (!places.tryAcquire()) {
      throw new ApiException(
          ErrorCode.OVERLOADED, "Too many uploads are under way.", List.of(), PATIENCE, null);
    }
    try {
      var file = new LimitedBody(notEmpty(body), kind.maxBytes());
      var upload = new Upload(kind.wire(), fileName.value(), length, file);
      return new UploadedMedia(handOn(app, corp, kind, upload, file), kind);
    } finally {
      places.release();
    }
  }

  private String handOn(App app, CorpId corp, MediaKind kind, Upload upload, LimitedBody file) {
    try {
      return tokens.countedCall(
          app,
          corp,
          token -> {
            if (file.begun()) { // the first token was refused, and the file is gone with it
              throw new ApiException(
                  ErrorCode.DINGTALK_UNAVAILABLE,
                  "DingTalk has refused the access token; there is a new one by now.",
                  List.of(),
                  PATIENCE,
                  null);
            }
            return dingTalk.uploadMedia(token, upload);
          });
    } catch (DingTalkException e) {
      if (file.tooLarge()) {
        throw tooLarge(kind);
      }
      throw refusal(e);
    }
  }

  private static ApiException refusal(DingTalkException failed) {
    return failed.failure() instanceof DingTalkFailure.BadRequest(var code)
            && REFUSALS.contains(code)
        ? new ApiException(
            ErrorCode.MEDIA_REFUSED, "DingTalk does not take this file (" + code + ").")
        : failed.toProblem();
  }

  private static InputStream notEmpty(InputStream body) {
    var stream = new PushbackInputStream(body, 1);
    try {
      var first = stream.read();
      if (first < 0) {
        throw new ApiException(ErrorCode.MEDIA_REFUSED, "The file is empty.");
      }
      stream.unread(first);
      return stream;
    } catch (IOException e) {
      throw new ApiException(ErrorCode.VALIDATION, "The body broke off.", List.of(), null, e);
    }
  }

  private static ApiException tooLarge(MediaKind kind) {
    return new ApiException(
        ErrorCode.MEDIA_REFUSED,
        "A file of kind " + kind.wire() + " may have " + kind.maxBytes() + " bytes at most.");
  }
}
