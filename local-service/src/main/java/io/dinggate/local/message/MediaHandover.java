package io.dinggate.local.message;

import io.dinggate.local.cloud.CloudGateway;
import io.dinggate.local.cloud.SiteCorps;
import io.dinggate.local.platform.Caller;
import io.dinggate.local.platform.Caller.SessionCaller;
import io.dinggate.model.AppId;
import io.dinggate.model.CorpId;
import io.dinggate.model.media.MediaKind;
import io.dinggate.model.media.UploadedMedia;
import io.dinggate.model.problem.ApiException;
import io.dinggate.model.problem.ErrorCode;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Hands files on to the cloud, when it may take them; nothing of them stays here. */
@ApplicationScoped
class MediaHandover {

  private final CloudGateway cloud;
  private final SiteCorps corps;

  MediaHandover(CloudGateway cloud, SiteCorps corps) {
    this.cloud = cloud;
    this.corps = corps;
  }

  /**
   * Hands one on.
   *
   * @param app to send by; null for the corp's default message app
   * @param name the file's name with its ending
   * @throws ApiException {@code forbidden} for a person who is no operator and names another's
   *     corp, {@code corp-not-allowed}, {@code media-refused} for a size or name that DingTalk does
   *     not take, or what the cloud says
   */
  UploadedMedia upload(
      Caller caller,
      CorpId corp,
      @Nullable AppId app,
      MediaKind kind,
      @Nullable String name,
      Path file) {
    if (caller instanceof SessionCaller session
        && !session.operator()
        && !session.user().corp().equals(corp)) {
      throw new ApiException(
          ErrorCode.FORBIDDEN, "A signed-in person who is no operator sends to itself only.");
    }
    corps.require(corp);
    if (name == null || name.isBlank()) {
      throw ApiException.invalid("file", "must have a name");
    }
    requireFit(kind, size(file));
    return cloud.upload(corp, app, kind, name, file);
  }

  private static void requireFit(MediaKind kind, long bytes) {
    if (bytes == 0) {
      throw new ApiException(ErrorCode.MEDIA_REFUSED, "The file is empty.");
    }
    if (bytes > kind.maxBytes()) {
      throw new ApiException(
          ErrorCode.MEDIA_REFUSED,
          "A file of kind " + kind.wire() + " may have " + kind.maxBytes() + " bytes at most.");
    }
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
