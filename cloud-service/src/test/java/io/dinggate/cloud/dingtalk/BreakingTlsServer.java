package io.dinggate.cloud.dingtalk;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** Reads a request over TLS, and then breaks TLS off, as an inspecting network may do. */
final class BreakingTlsServer implements AutoCloseable {

  /** An encrypted record that nobody has encrypted. */
  private static final byte[] BROKEN_RECORD =
      "\u0017\u0003\u0003\u0000\u0014not what was agreed.".getBytes(StandardCharsets.ISO_8859_1);

  private final ServerSocket server;
  private final SSLContext tls;
  private final CountDownLatch requestRead = new CountDownLatch(1);

  private BreakingTlsServer(ServerSocket server, SSLContext tls) {
    this.server = server;
    this.tls = tls;
    Thread.ofVirtual().start(this::serve);
  }

  static BreakingTlsServer start(TestAuthority authority) throws Exception {
    return new BreakingTlsServer(
        new ServerSocket(0, 1, InetAddress.getLoopbackAddress()), authority.context());
  }

  URI url() {
    return URI.create("https://localhost:" + server.getLocalPort());
  }

  boolean hasReadARequest() throws InterruptedException {
    return requestRead.await(10, TimeUnit.SECONDS);
  }

  private void serve() {
    try (var plain = server.accept();
        var secure = onTopOf(plain)) {
      if (secure.getInputStream().read() >= 0) {
        requestRead.countDown();
        plain.getOutputStream().write(BROKEN_RECORD);
        plain.getOutputStream().flush();
        while (plain.getInputStream().read() >= 0) { // until the client gives up
        }
      }
    } catch (IOException e) { // the client has gone, or the test is over
    }
  }

  private SSLSocket onTopOf(Socket plain) throws IOException {
    var secure =
        (SSLSocket) tls.getSocketFactory().createSocket(plain, "localhost", plain.getPort(), false);
    secure.setUseClientMode(false);
    return secure;
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
