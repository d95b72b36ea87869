package io.dinggate.platform.testing;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Base64;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The HTTP proxy at the edge of a network: takes CONNECT only (RFC 9110 section 9.3.6), may want a
 * user and a password, and is the only one who knows where a host name leads.
 */
public final class TunnelProxy implements AutoCloseable {

  /** What the proxy does with a caller. */
  public enum Mood {
    /** Opens the tunnel for whoever signs in. */
    WILLING,
    /** Lets nobody through (403). */
    FORBIDDING,
    /** Reads the request and says nothing. */
    SILENT
  }

  /**
   * One request that arrived.
   *
   * @param line for example {@code CONNECT host:443 HTTP/1.1}
   * @param authorized whether it carried the right user and password, if any are wanted
   */
  public record Asked(String line, boolean authorized) {}

  private final ServerSocket server;
  private final String authorization;
  private final List<Socket> open = new CopyOnWriteArrayList<>();
  private final List<Asked> asked = new CopyOnWriteArrayList<>();
  private final Deque<Integer> detours = new ConcurrentLinkedDeque<>();
  private volatile int goal;
  private volatile Mood mood = Mood.WILLING;

  private TunnelProxy(ServerSocket server, String credentials) {
    this.server = server;
    this.authorization =
        credentials == null
            ? ""
            : "\r\nproxy-authorization: Basic "
                + Base64.getEncoder().encodeToString(credentials.getBytes(US_ASCII))
                + "\r\n";
    Thread.ofVirtual().start(this::accept);
  }

  /** Listens for anybody on a free port. */
  public static TunnelProxy start() throws IOException {
    return new TunnelProxy(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), null);
  }

  /** Listens for callers with {@code user:password}. */
  public static TunnelProxy start(int port, String credentials) throws IOException {
    return new TunnelProxy(
        new ServerSocket(port, 50, InetAddress.getLoopbackAddress()), credentials);
  }

  /** Where it listens. */
  public int port() {
    return server.getLocalPort();
  }

  /** All tunnels lead to this port of this machine. */
  public void leadTo(int port) {
    goal = port;
  }

  /** The tunnel after {@code next} others leads to another port, and only that one. */
  public void leadAstray(int next, int port) {
    for (var i = 0; i < next; i++) {
      detours.add(goal);
    }
    detours.add(port);
  }

  /** From now on. */
  public void become(Mood changed) {
    mood = changed;
  }

  /** What arrived, in order. */
  public List<Asked> asked() {
    return List.copyOf(asked);
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (var socket : open) {
      socket.close();
    }
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

  private void serve(Socket caller) {
    try {
      var request = head(caller.getInputStream());
      var authorized = request.contains(authorization);
      asked.add(new Asked(request.lines().findFirst().orElse(""), authorized));
      if (mood == Mood.SILENT) {
        return;
      }
      if (mood == Mood.FORBIDDING) {
        refuse(caller, "403 Forbidden\r\n");
      } else if (!authorized || !request.startsWith("CONNECT ")) {
        refuse(
            caller,
            "407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"p\"\r\n");
      } else {
        tunnel(caller);
      }
    } catch (IOException e) {
      open.remove(caller);
    }
  }

  private void tunnel(Socket caller) throws IOException {
    var detour = detours.poll();
    var cloud = new Socket(InetAddress.getLoopbackAddress(), detour == null ? goal : detour);
    open.add(cloud);
    caller.getOutputStream().write("HTTP/1.1 200 OK\r\n\r\n".getBytes(US_ASCII));
    Thread.ofVirtual().start(() -> pump(cloud, caller));
    pump(caller, cloud);
  }

  private static void pump(Socket from, Socket to) {
    try (from;
        to) {
      from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException e) {
      // one of the two has had enough
    }
  }

  private static void refuse(Socket caller, String answer) throws IOException {
    try (caller) {
      caller
          .getOutputStream()
          .write(("HTTP/1.1 " + answer + "Content-Length: 0\r\n\r\n").getBytes(US_ASCII));
    }
  }

  /** The lines up to the empty one; not a byte more, for the rest is TLS. Names in lower case. */
  private static String head(InputStream in) throws IOException {
    var head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      var next = in.read();
      if (next < 0) {
        throw new IOException("ended before its head did");
      }
      head.append((char) next);
    }
    return head.toString().replaceAll("(?i)proxy-authorization:", "proxy-authorization:");
  }
}
