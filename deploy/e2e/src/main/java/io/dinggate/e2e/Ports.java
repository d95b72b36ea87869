package io.dinggate.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.ServerSocket;
import java.net.URI;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/** The port of each {@link Listener}. Immutable. */
public final class Ports {

  // Below the range from which Linux takes the ports of outgoing connections, so that a service
  // that was killed finds its port again.
  private static final int LOWEST_FREE = 20_000;
  private static final int HIGHEST_FREE = 32_000;

  private final Map<Listener, Integer> ports;

  private Ports(Map<Listener, Integer> ports) {
    this.ports = new EnumMap<>(ports);
  }

  /** The demo's well-known ports. */
  public static Ports usual() {
    var ports = new EnumMap<Listener, Integer>(Listener.class);
    for (var listener : Listener.values()) {
      ports.put(listener, listener.usual());
    }
    return new Ports(ports);
  }

  /** Ports on which nothing listens at this moment. */
  public static Ports free() {
    var ports = new EnumMap<Listener, Integer>(Listener.class);
    var taken = new HashSet<Integer>();
    for (var listener : Listener.values()) {
      ports.put(listener, free(taken));
    }
    return new Ports(ports);
  }

  /** These ports, with one of them moved. */
  public Ports with(Listener listener, int port) {
    var moved = new EnumMap<>(ports);
    moved.put(listener, port);
    return new Ports(moved);
  }

  /** Where the listener is to be found. */
  public int of(Listener listener) {
    return Objects.requireNonNull(ports.get(listener));
  }

  /** The cloud-service, as browsers and sites see it. */
  public URI cloud() {
    return loopback(Listener.CLOUD, "localhost");
  }

  /**
   * The local-service of a site, as browsers see it. Cookies ignore ports, so the second site has
   * another host name.
   */
  public URI local(String site) {
    return site.equals(Stack.NORTH)
        ? loopback(Listener.NORTH, "127.0.0.1")
        : loopback(Listener.LOCAL, "localhost");
  }

  /** Health and metrics of the cloud-service. */
  URI cloudManagement() {
    return loopback(Listener.CLOUD_MANAGEMENT, "localhost");
  }

  /** Health and metrics of a local-service. */
  URI localManagement(String site) {
    return loopback(
        site.equals(Stack.NORTH) ? Listener.NORTH_MANAGEMENT : Listener.LOCAL_MANAGEMENT,
        "localhost");
  }

  /** What listens in a stack of these sites. */
  static Set<Listener> used(Collection<String> sites) {
    var used = EnumSet.allOf(Listener.class);
    if (!sites.contains(Stack.NORTH)) {
      used.removeAll(EnumSet.of(Listener.NORTH, Listener.NORTH_MANAGEMENT));
    }
    return used;
  }

  /**
   * Checks that nothing else listens on the ports of {@code used}.
   *
   * @throws StackException naming every port that is taken, what it is for and how to move it
   */
  void requireFree(Collection<Listener> used) {
    var faults = used.stream().filter(listener -> !isFree(of(listener))).map(this::taken).toList();
    if (!faults.isEmpty()) {
      throw new StackException(String.join(System.lineSeparator(), faults));
    }
  }

  private URI loopback(Listener listener, String host) {
    return URI.create("http://" + host + ":" + of(listener));
  }

  private String taken(Listener listener) {
    return "Port %d, for %s, is taken: free it, or choose another with %s or %s."
        .formatted(of(listener), listener.purpose(), listener.option(), listener.variable());
  }

  /** One on which nothing listens at this moment, and which a killed listener finds again. */
  static int anyFree() {
    return free(new HashSet<>());
  }

  private static int free(Set<Integer> taken) {
    while (true) {
      int port = ThreadLocalRandom.current().nextInt(LOWEST_FREE, HIGHEST_FREE);
      if (!taken.contains(port) && isFree(port)) {
        taken.add(port);
        return port;
      }
    }
  }

  private static boolean isFree(int port) {
    try (var _ = new ServerSocket(port)) {
      return true;
    } catch (BindException e) {
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot look whether port " + port + " is free", e);
    }
  }
}
