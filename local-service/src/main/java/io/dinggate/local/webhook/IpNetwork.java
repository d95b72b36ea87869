package io.dinggate.local.webhook;

import io.netty.handler.ipfilter.IpFilterRuleType;
import io.netty.handler.ipfilter.IpSubnetFilterRule;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.regex.Pattern;

/** A network of IP addresses, such as {@code 10.1.0.0/16} or {@code fd00::/8}. */
final class IpNetwork {

  private static final Pattern FORM =
      Pattern.compile("(\\d{1,3}(?:\\.\\d{1,3}){3}|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*)(?:/(\\d{1,3}))?");

  private final IpSubnetFilterRule rule;

  private IpNetwork(IpSubnetFilterRule rule) {
    this.rule = rule;
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
    var bits = address.getAddress().length * Byte.SIZE;
    var prefix = matcher.group(2) == null ? bits : Integer.parseInt(matcher.group(2));
    return new IpNetwork(new IpSubnetFilterRule(address, prefix, IpFilterRuleType.ACCEPT));
  }

  boolean contains(InetAddress address) {
    return rule.matches(new InetSocketAddress(address, 0));
  }
}
