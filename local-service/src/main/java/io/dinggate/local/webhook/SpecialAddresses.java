package io.dinggate.local.webhook;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * The addresses that are not somebody's on the internet (IANA's special-purpose registries): this
 * machine, private and link-local networks with the metadata services in them, multicast, and the
 * forms of IPv6 that lead to an IPv4 address of these kinds.
 */
final class SpecialAddresses {

  private static final List<IpNetwork> NETWORKS =
      Stream.of(
              "0.0.0.0/8",
              "10.0.0.0/8",
              "100.64.0.0/10",
              "127.0.0.0/8",
              "169.254.0.0/16",
              "172.16.0.0/12",
              "192.0.0.0/24",
              "192.0.2.0/24",
              "192.88.99.0/24",
              "192.168.0.0/16",
              "198.18.0.0/15",
              "198.51.100.0/24",
              "203.0.113.0/24",
              "224.0.0.0/4",
              "240.0.0.0/4",
              "::/128",
              "::1/128",
              "64:ff9b:1::/48",
              "100::/64",
              "2001::/23",
              "2001:db8::/32",
              "3fff::/20",
              "5f00::/16",
              "fc00::/7",
              "fe80::/10",
              "fec0::/10",
              "ff00::/8")
          .map(IpNetwork::parse)
          .toList();

  private static final IpNetwork NAT64 = IpNetwork.parse("64:ff9b::/96");
  private static final IpNetwork SIX_TO_FOUR = IpNetwork.parse("2002::/16");
  private static final IpNetwork COMPATIBLE = IpNetwork.parse("::/96");

  private static final int IPV4_BYTES = 4;
  private static final int BEHIND_6TO4 = 2;

  private SpecialAddresses() {}

  static boolean contain(InetAddress address) {
    return isListed(address) || (address instanceof Inet6Address six && leadsToOne(six));
  }

  private static boolean isListed(InetAddress address) {
    return NETWORKS.stream().anyMatch(network -> network.contains(address));
  }

  private static boolean leadsToOne(Inet6Address address) {
    var bytes = address.getAddress();
    if (NAT64.contains(address) || COMPATIBLE.contains(address)) {
      return isListed(embedded(bytes, bytes.length - IPV4_BYTES));
    }
    return SIX_TO_FOUR.contains(address) && isListed(embedded(bytes, BEHIND_6TO4));
  }

  private static InetAddress embedded(byte[] bytes, int from) {
    try {
      return InetAddress.getByAddress(Arrays.copyOfRange(bytes, from, from + IPV4_BYTES));
    } catch (UnknownHostException e) {
      throw new IllegalStateException("four bytes are always an address", e);
    }
  }
}
