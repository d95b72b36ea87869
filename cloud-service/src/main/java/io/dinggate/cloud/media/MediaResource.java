package io.dinggate.cloud.media;

import io.dinggate.cloud.site.CurrentSite;
import io.dinggate.cloud.site.Scopes;
import io.dinggate.model.AppId;
import io.dinggate.model.CorpId;
import io.dinggate.model.media.MediaApi;
import io.dinggate.model.media.MediaKind;
import io.dinggate.model.media.UploadedMedia;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.core.HttpHeaders;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Files, as a site hands them in. */
@RunOnVirtualThread
class MediaResource implements MediaApi {

  private final CurrentSite site;
  private final MediaUploads uploads;
  private final HttpHeaders headers;

  MediaResource(CurrentSite site, MediaUploads uploads, HttpHeaders headers) {
    this.site = site;
    this.uploads = uploads;
    this.headers = headers;
  }

  @Override
  @RolesAllowed(Scopes.MESSAGES_SEND)
  public UploadedMedia upload(
      CorpId corp, @Nullable AppId app, MediaKind kind, String name, InputStream body) {
    return uploads.upload(site.get(), corp, app, kind, name, length(), body);
  }

  /** BodyLimit has seen to it that it is a number. */
  private @Nullable Long length() {
    var length = headers.getHeaderString(HttpHeaders.CONTENT_LENGTH);
    return length == null ? null : Long.valueOf(length);
  }
}
