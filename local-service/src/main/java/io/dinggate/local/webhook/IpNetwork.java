package io.dinggate.local.webhook;

import java.math.BigInteger;
import java.net.InetAddress;
import java.util.regex.Pattern;

/**
 * A network of IP addresses, such as {@code 10.1.0.0/16} or {@code fd00::/8}. It is read before the
 * service begins, when nothing of Netty may be loaded yet: Quarkus sets that up first.
 */
final class IpNetwork {

  private static final Pattern FORM =
      Pattern.compile("(\\d{1,3}(?:\\.\\d{1,3}){3}|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*)(?:/(\\d{1,3}))?");

  private final int bits;
  private final int host;
  private final BigInteger network;

  private IpNetwork(InetAddress address, int prefix) {
    this.bits = bits(address);
    this.host = bits - prefix;
    this.network = network(address);
  }

  /**
   * Reads a network, or one address; never asks for a name.
   *
   * @throws IllegalArgumentException for anything else
   */
  static IpNetwork parse(String text) {
    var matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("must be a network such as 10.1.0.0/16");
    }
    var address = InetAddress.ofLiteral(matcher.group(1));
    var bits = bits(address);
    var prefix = matcher.group(2) == null ? bits : Integer.parseInt(matcher.group(2));
    if (prefix > bits) {
      throw new IllegalArgumentException("has a prefix of more than " + bits + " bits");
    }
    return new IpNetwork(address, prefix);
  }

  /** Whether the address is one of them; never one of the other version of IP. */
  boolean contains(InetAddress address) {
    return bits(address) == bits && network(address).equals(network);
  }

  private BigInteger network(InetAddress address) {
    return new BigInteger(1, address.getAddress()).shiftRight(host);
  }

  private static int bits(InetAddress address) {
    return address.getAddress().length * Byte.SIZE;
  }
}
