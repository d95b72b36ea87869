package io.dinggate.platform.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;

/** Listens, but its queue is full: whoever connects from now on waits for nothing. */
public final class DeafServer implements AutoCloseable {

  private static final int LONG_ENOUGH_FOR_LOOPBACK = 500;

  private final ServerSocket server;
  private final List<Socket> queue = new ArrayList<>();

  private DeafServer(ServerSocket server) {
    this.server = server;
  }

  /** One on this port of this machine; 0 takes a free one. */
  public static DeafServer start(int port) throws IOException {
    var deaf = new DeafServer(new ServerSocket(port, 1, InetAddress.getLoopbackAddress()));
    deaf.fillQueue();
    return deaf;
  }

  /** Where it listens. */
  public int port() {
    return server.getLocalPort();
  }

  private void fillQueue() throws IOException {
    while (true) {
      var waiting = new Socket();
      queue.add(waiting);
      try {
        waiting.connect(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getLocalPort()),
            LONG_ENOUGH_FOR_LOOPBACK);
      } catch (SocketTimeoutException full) {
        return;
      }
    }
  }

  @Override
  public void close() throws IOException {
    for (var waiting : queue) {
      waiting.close();
    }
    server.close();
  }
}
