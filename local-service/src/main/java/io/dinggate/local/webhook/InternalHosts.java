package io.dinggate.local.webhook;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** What {@code dinggate.webhook.internal} allows. */
final class InternalHosts {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)*");
  private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|.*[:/].*");

  private final Set<String> names = new HashSet<>();
  private final List<IpNetwork> networks = new ArrayList<>();

  private InternalHosts() {}

  /**
   * Reads the list.
   *
   * @throws IllegalArgumentException when something in it is neither a name nor a network
   */
  static InternalHosts parse(List<String> entries) {
    var hosts = new InternalHosts();
    for (var entry : entries) {
      var text = entry.strip();
      if (ADDRESS.matcher(text).matches()) {
        hosts.networks.add(IpNetwork.parse(text));
      } else if (NAME.matcher(text).matches()) {
        hosts.names.add(text.toLowerCase(Locale.ROOT));
      } else {
        throw new IllegalArgumentException("must be names, addresses or networks");
      }
    }
    return hosts;
  }

  boolean containName(String host) {
    return names.contains(host.toLowerCase(Locale.ROOT));
  }

  boolean contain(InetAddress address) {
    return networks.stream().anyMatch(network -> network.contains(address));
  }
}
