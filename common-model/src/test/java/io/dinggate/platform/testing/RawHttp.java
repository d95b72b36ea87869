package io.dinggate.platform.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;

/** Requests that HTTP clients refuse to send, over a connection of their own. */
public final class RawHttp {

  private static final int CHUNK = 8192;

  private RawHttp() {}

  /**
   * The whole answer, from the status line to its end, to a GET of a path that is sent as it is.
   */
  public static String get(URI server, String path) throws IOException {
    try (var connection = new Socket(server.getHost(), server.getPort())) {
      connection.getOutputStream().write(head("GET", path, server, "").getBytes(ISO_8859_1));
      return answer(connection);
    }
  }

  /**
   * The whole answer to a body that does not say how long it is, sent until all of it is sent or
   * the server listens no longer.
   */
  public static String postInChunks(URI server, String path, String headers, byte[] body)
      throws IOException {
    try (var connection = new Socket(server.getHost(), server.getPort())) {
      var head = head("POST", path, server, headers + "Transfer-Encoding: chunked\r\n");
      connection.getOutputStream().write(head.getBytes(ISO_8859_1));
      try {
        sendInChunks(connection.getOutputStream(), body);
      } catch (IOException e) { // what it has answered before is to be read all the same
      }
      return answer(connection);
    }
  }

  private static String head(String method, String path, URI server, String headers) {
    return "%s %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n%s\r\n"
        .formatted(method, path, server.getAuthority(), headers);
  }

  private static void sendInChunks(OutputStream connection, byte[] body) throws IOException {
    for (var at = 0; at < body.length; at += CHUNK) {
      var size = Math.min(CHUNK, body.length - at);
      connection.write((Integer.toHexString(size) + "\r\n").getBytes(ISO_8859_1));
      connection.write(body, at, size);
      connection.write("\r\n".getBytes(ISO_8859_1));
    }
    connection.write("0\r\n\r\n".getBytes(ISO_8859_1));
  }

  private static String answer(Socket connection) throws IOException {
    var answer = new ByteArrayOutputStream();
    try {
      connection.getInputStream().transferTo(answer);
    } catch (IOException e) { // cut off after the answer: a body was not read to its end
    }
    return answer.toString(UTF_8);
  }
}
