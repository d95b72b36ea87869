package io.dinggate.cloud.dingtalk;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.dinggate.platform.Tokens;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A form with one file, read as it is sent (RFC 7578). Written by hand because the REST client's
 * own forms hold a file in memory or take it from a disk.
 *
 * @param contentType names the boundary
 * @param length of the whole; null when the file's is not known
 * @param stream the whole
 */
record MultipartBody(String contentType, @Nullable Long length, InputStream stream) {

  /** The part that DingTalk looks for. */
  private static final String PART = "media";

  static MultipartBody of(Upload upload) {
    var boundary = Tokens.random256();
    var head =
        ("--"
                + boundary
                + "\r\nContent-Disposition: form-data; name=\""
                + PART
                + "\"; filename=\""
                + escaped(upload.fileName())
                + "\"\r\nContent-Type: application/octet-stream\r\n\r\n")
            .getBytes(UTF_8);
    var tail = ("\r\n--" + boundary + "--\r\n").getBytes(UTF_8);
    var length = upload.length();
    return new MultipartBody(
        "multipart/form-data; boundary=" + boundary,
        length == null ? null : head.length + length + tail.length,
        new SequenceInputStream(
            Collections.enumeration(
                List.of(
                    new ByteArrayInputStream(head),
                    upload.body(),
                    new ByteArrayInputStream(tail)))));
  }

  /** As browsers write it (WHATWG HTML, multipart/form-data encoding algorithm). */
  private static String escaped(String fileName) {
    return fileName.replace("\"", "%22").replace("\r", "%0D").replace("\n", "%0A");
  }

  @Override
  public String toString() {
    return "MultipartBody[hidden]";
  }
}
