package io.dinggate.e2e;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * A network of a site's own on this machine (Linux network namespace): one way leads to a web proxy
 * and from there to the cloud, and can be cut; the other one to the site's PostgreSQL and its
 * people. There is no other route, and on the way to the cloud nothing listens in it.
 */
final class SiteNetwork implements AutoCloseable {

  /** How a link is cut. */
  enum Cut {
    /** Somewhere on the way: the site does not notice. */
    FAR,
    /** The site's own cable. */
    NEAR
  }

  private static final int LIMIT_SECONDS = 20;

  private final String name;
  private final String network;
  private final Deque<AutoCloseable> undone = new ArrayDeque<>();
  private final List<Socket> open = new CopyOnWriteArrayList<>();
  private final Thread atExit = new Thread(this::undo);

  private SiteNetwork(int number) {
    this.name = "dg%04x".formatted(number);
    // For measurements between networks (RFC 2544): routed nowhere.
    this.network = "198.%d.%d.".formatted(18 + (number >> 8) % 2, number & 0xff);
  }

  /** Makes one; the test is skipped where none can be made. */
  static SiteNetwork make() throws IOException {
    assumeTrue(
        System.getProperty("os.name").equals("Linux"), "network namespaces are Linux' alone");
    for (var program : List.of("ip", "nsenter")) {
      assumeTrue(
          succeeds(program, "--version") || succeeds(program, "-V"),
          program + " is missing (Debian: apt-get install iproute2 util-linux)");
    }
    var network = new SiteNetwork(ThreadLocalRandom.current().nextInt(0x1_0000));
    Runtime.getRuntime().addShutdownHook(network.atExit);
    try {
      network.build();
      return network;
    } catch (IOException | RuntimeException | Error e) {
      network.close();
      throw e;
    }
  }

  private void build() throws IOException {
    assumeTrue(
        succeeds("ip", "netns", "add", name),
        "not allowed on this machine: to make network namespaces (root may, where nothing forbids it)");
    undone.push(() -> run("ip", "netns", "del", name));
    link("w", 1);
    link("l", 5);
    run("ip", "-n", name, "link", "set", "lo", "up");
  }

  /** A pair of interfaces, one end in the namespace. */
  private void link(String kind, int address) throws IOException {
    var outer = name + kind + "o";
    var inner = name + kind + "i";
    run("ip", "link", "add", outer, "type", "veth", "peer", "name", inner, "netns", name);
    undone.push(() -> run("ip", "link", "del", outer));
    run("ip", "addr", "add", network + address + "/30", "dev", outer);
    run("ip", "-n", name, "addr", "add", network + (address + 1) + "/30", "dev", inner);
    run("ip", "link", "set", outer, "up");
    run("ip", "-n", name, "link", "set", inner, "up");
  }

  /** The command that puts another one into this network; its process is that of the other. */
  List<String> command() {
    return List.of("nsenter", "--net=/run/netns/" + name);
  }

  /** Where the site is found by its own people. */
  String siteHost() {
    return network + 6;
  }

  /** Where the site would be found from the cloud, if it listened there. */
  String siteHostTowardsTheCloud() {
    return network + 2;
  }

  /**
   * Starts a web proxy on the way to the cloud, which leads to that port here whatever is asked.
   */
  String proxyTo(int port) throws IOException {
    var server = listen(network + 1, caller -> proxy(caller, port));
    return network + "1:" + server.getLocalPort();
  }

  /** Makes a port of this machine reachable for the site, away from the way to the cloud. */
  String forwardTo(int port) throws IOException {
    var server = listen(network + 5, caller -> join(caller, port, new byte[0]));
    return network + "5:" + server.getLocalPort();
  }

  /** Cuts the way to the cloud. */
  void cut(Cut how) throws IOException {
    way(how, "down");
  }

  /** Mends what was cut. */
  void mend(Cut how) throws IOException {
    way(how, "up");
  }

  private void way(Cut how, String state) throws IOException {
    switch (how) {
      case FAR -> run("ip", "link", "set", name + "wo", state);
      case NEAR -> run("ip", "-n", name, "link", "set", name + "wi", state);
    }
  }

  /** Whether the site could get there. */
  boolean reaches(String address) {
    return succeeds("ip", "-n", name, "route", "get", address);
  }

  /** Takes everything away again, whatever of it is there. */
  @Override
  public void close() {
    undo();
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException e) {
      // the hook is what runs
    }
  }

  private synchronized void undo() {
    open.forEach(SiteNetwork::closeQuietly);
    var faults = new ArrayList<Exception>();
    while (!undone.isEmpty()) {
      try {
        undone.pop().close();
      } catch (Exception e) {
        faults.add(e);
      }
    }
    if (!faults.isEmpty()) {
      var fault = new IllegalStateException("the network " + name + " is still there in part");
      faults.forEach(fault::addSuppressed);
      throw fault;
    }
  }

  private interface Caller {
    void serve(Socket socket) throws IOException;
  }

  private ServerSocket listen(String host, Caller caller) throws IOException {
    var server = new ServerSocket(0, 50, InetAddress.getByName(host));
    undone.push(server);
    Thread.ofVirtual().start(() -> accept(server, caller));
    return server;
  }

  private void accept(ServerSocket server, Caller caller) {
    while (!server.isClosed()) {
      try {
        var socket = server.accept();
        open.add(socket);
        Thread.ofVirtual().start(() -> serve(socket, caller));
      } catch (IOException e) {
        return;
      }
    }
  }

  private static void serve(Socket socket, Caller caller) {
    try (socket) {
      caller.serve(socket);
    } catch (IOException e) {
      // one of the two has had enough
    }
  }

  /**
   * A tunnel (RFC 9110 section 9.3.6), or a request that names the whole URL (RFC 9112 section
   * 3.2.2) and is handed on as it is; a byte at a time, as what follows is not the proxy's.
   */
  private void proxy(Socket caller, int port) throws IOException {
    var head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      var next = caller.getInputStream().read();
      if (next < 0) {
        return;
      }
      head.append((char) next);
    }
    if (head.indexOf("CONNECT ") == 0) {
      caller.getOutputStream().write("HTTP/1.1 200 OK\r\n\r\n".getBytes(ISO_8859_1));
      join(caller, port, new byte[0]);
    } else {
      join(caller, port, head.toString().getBytes(ISO_8859_1));
    }
  }

  private void join(Socket caller, int port, byte[] first) throws IOException {
    try (var goal = new Socket(InetAddress.getLoopbackAddress(), port)) {
      open.add(goal);
      goal.getOutputStream().write(first);
      Thread.ofVirtual().start(() -> pump(goal, caller));
      pump(caller, goal);
    }
  }

  private static void pump(Socket from, Socket to) {
    try (from;
        to) {
      from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException e) {
      // one of the two has had enough
    }
  }

  private static void closeQuietly(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // it is gone then
    }
  }

  private static void run(String... command) throws IOException {
    var ended = end(command);
    if (ended.exit() != 0) {
      throw new IOException(String.join(" ", command) + ": " + ended.output());
    }
  }

  private static boolean succeeds(String... command) {
    try {
      return end(command).exit() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  private record Ended(int exit, String output) {}

  private static Ended end(String... command) throws IOException {
    Path output = Files.createTempFile("site-network", ".out");
    try {
      var process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IOException(String.join(" ", command) + " does not end");
      }
      return new Ended(process.exitValue(), Files.readString(output));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } finally {
      Files.deleteIfExists(output);
    }
  }
}
