package io.dinggate.local.webhook;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decides where a call may go. A name is resolved once, here; whoever calls connects to exactly the
 * address that was looked at, so that a name which leads elsewhere a moment later leads nowhere.
 */
final class AddressGuard {

  private final InternalHosts internal;
  private final boolean hasProxy;
  private final Resolver resolver;

  AddressGuard(InternalHosts internal, boolean hasProxy, Resolver resolver) {
    this.internal = internal;
    this.hasProxy = hasProxy;
    this.resolver = resolver;
  }

  /** Finds the addresses of a name. */
  interface Resolver {

    /** The one of this machine. */
    Resolver SYSTEM = host -> List.of(InetAddress.getAllByName(host));

    List<InetAddress> resolve(String host) throws UnknownHostException;
  }

  /**
   * The way to a receiver.
   *
   * @param address to connect to; null to ask the proxy for the name
   */
  record Way(@Nullable InetAddress address) {}

  /**
   * The way to a receiver.
   *
   * @throws DeliveryFailedException when there is none, or none that may be gone
   */
  Way way(URI url) throws DeliveryFailedException {
    var host = host(url);
    var addresses = resolve(host);
    var isInternal =
        internal.containName(host)
            || (!addresses.isEmpty() && addresses.stream().allMatch(internal::contain));
    if (!isInternal) {
      requirePublic(url, addresses);
    }
    if (hasProxy && !isInternal) {
      return new Way(null);
    }
    if (addresses.isEmpty()) {
      throw DeliveryFailedException.passing("unknown-host");
    }
    return new Way(addresses.getFirst());
  }

  private static void requirePublic(URI url, List<InetAddress> addresses)
      throws DeliveryFailedException {
    if (addresses.stream().anyMatch(SpecialAddresses::contain)) {
      throw DeliveryFailedException.passing("address-refused");
    }
    if (!url.getScheme().equalsIgnoreCase("https")) {
      throw DeliveryFailedException.passing("https-needed");
    }
  }

  /** Empty when nobody here knows the name; a proxy may. */
  private List<InetAddress> resolve(String host) {
    try {
      return resolver.resolve(host);
    } catch (UnknownHostException _) {
      return List.of();
    }
  }

  /** Without the brackets of an IPv6 address, and without the dot that ends a full name. */
  static String host(URI url) {
    var host = url.getHost();
    var bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    return bare.endsWith(".") ? bare.substring(0, bare.length() - 1) : bare;
  }
}
