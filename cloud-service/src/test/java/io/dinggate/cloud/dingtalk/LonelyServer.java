package io.dinggate.cloud.dingtalk;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A server that says always the same, or nothing at all. */
final class LonelyServer implements AutoCloseable {

  private static final String ANSWER = "{\"accessToken\":\"t\",\"expireIn\":7200}";

  private static final String BAN_PAGE = "<html><body>Too many requests</body></html>";

  private final ServerSocket server;
  private final String scheme;
  private volatile Behaviour behaviour;
  private final List<Socket> open = new CopyOnWriteArrayList<>();
  private final List<String> requestLines = new CopyOnWriteArrayList<>();

  private LonelyServer(ServerSocket server, String scheme, Behaviour behaviour) {
    this.server = server;
    this.scheme = scheme;
    this.behaviour = behaviour;
    Thread.ofVirtual().start(this::accept);
  }

  enum Behaviour {
    SILENT,
    ANSWERING,
    BANNING
  }

  static LonelyServer start(Behaviour behaviour) throws IOException {
    return new LonelyServer(
        new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), "http", behaviour);
  }

  static LonelyServer startTls(Behaviour behaviour, TestAuthority authority) throws Exception {
    return new LonelyServer(authority.serverSocket(), "https", behaviour);
  }

  URI url() {
    return URI.create(scheme + "://localhost:" + server.getLocalPort());
  }

  /** From the next request on. */
  void become(Behaviour other) {
    behaviour = other;
  }

  int requests() {
    return requestLines.size();
  }

  String requestLine() {
    return new ArrayList<>(requestLines).getFirst();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        var socket = server.accept();
        open.add(socket);
        Thread.ofVirtual().start(() -> serve(socket));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try {
      var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII));
      var first = in.readLine();
      if (first == null) {
        return;
      }
      requestLines.add(first);
      if (behaviour == Behaviour.SILENT) {
        return;
      }
      var line = first;
      while (!line.isEmpty()) {
        line = in.readLine();
      }
      var body = behaviour == Behaviour.BANNING ? BAN_PAGE : ANSWER;
      var answer =
          "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n"
              + "Content-Length: "
              + body.length()
              + "\r\n\r\n"
              + body;
      socket.getOutputStream().write(answer.getBytes(US_ASCII));
      socket.getOutputStream().flush();
    } catch (IOException e) {
      open.remove(socket);
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (var socket : open) {
      socket.close();
    }
  }
}
