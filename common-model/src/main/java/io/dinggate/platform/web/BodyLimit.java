package io.dinggate.platform.web;

import io.dinggate.model.media.MediaKind;
import io.dinggate.model.problem.ApiException;
import io.dinggate.model.problem.ErrorCode;
import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Refuses bodies that are larger than anything we take with a problem that a caller can read:
 * before they are read when they say how large they are, else as soon as too much has been read.
 * The server's own limit lies higher, and cuts off without a word.
 */
@Provider
@PreMatching
@Priority(Priorities.AUTHENTICATION - 800)
public final class BodyLimit implements ContainerRequestFilter {

  /** DingTalk's largest push and the largest message, to 10,000 people, stay below. */
  private static final long MAX_BYTES = 2L * 1024 * 1024;

  /** The only place that takes more: files, with what a form puts around one. */
  private static final String MEDIA = "api/v1/media";

  private static final long MAX_MEDIA_BYTES =
      64 * 1024
          + Arrays.stream(MediaKind.values()).mapToLong(MediaKind::maxBytes).max().orElseThrow();

  private static final String TRANSFER_ENCODING = "Transfer-Encoding";

  @Override
  public void filter(ContainerRequestContext request) {
    var most = most(request);
    var length = request.getHeaderString(HttpHeaders.CONTENT_LENGTH);
    if (length != null && isTooLarge(length, most)) {
      throw tooLarge(most);
    }
    if (length == null && request.getHeaderString(TRANSFER_ENCODING) != null) {
      request.setEntityStream(new Counted(request.getEntityStream(), most));
    }
  }

  private static long most(ContainerRequestContext request) {
    var path = request.getUriInfo().getPath().replaceAll("^/+|/+$", "");
    return path.equals(MEDIA) ? MAX_MEDIA_BYTES : MAX_BYTES;
  }

  private static boolean isTooLarge(String length, long most) {
    return length.length() > 18 || Long.parseLong(length) > most;
  }

  private static ApiException tooLarge(long most) {
    return new ApiException(
        ErrorCode.BODY_TOO_LARGE, "A body may have " + most + " bytes at most here.");
  }

  /** Gives out what may be read, and not a byte more. */
  private static final class Counted extends FilterInputStream {

    private final long most;
    private long left;

    Counted(InputStream body, long most) {
      super(body);
      this.most = most;
      this.left = most;
    }

    @Override
    public int read() throws IOException {
      var read = super.read();
      take(read < 0 ? 0 : 1);
      return read;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      var read = super.read(buffer, offset, length);
      take(Math.max(read, 0));
      return read;
    }

    private void take(int read) {
      left -= read;
      if (left < 0) {
        throw tooLarge(most);
      }
    }
  }
}
