package io.dinggate.local.login;

import io.dinggate.model.login.LoginTicket;
import io.dinggate.platform.keys.IndexKey;
import jakarta.inject.Singleton;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What is stored of the secrets of a login, and what is derived from them. */
@Singleton
class LoginHashes {

  private static final String NO_ADDRESS = "unknown";

  private final IndexKey index;

  LoginHashes(IndexKey index) {
    this.index = index;
  }

  String browser(String browserKey) {
    return index.of("logins.browser_hash", browserKey);
  }

  String ticket(LoginTicket ticket) {
    return index.of("logins.ticket_hash", ticket.value());
  }

  /**
   * One value for all of an IPv6 customer's addresses, which share 64 bits.
   *
   * @param address null when a proxy forwarded something that is none (RFC 7239 section 6.2): all
   *     of those are one address, so that nobody can have many by making up names
   */
  String address(@Nullable String address) {
    return index.of("logins.address_hash", address == null ? NO_ADDRESS : network(address));
  }

  /**
   * The token of the one session that a login makes: 256 bits that only this service can compute,
   * and only with what this browser brings. The same login therefore answers with the same session
   * when its answer was lost, without the token being stored anywhere.
   */
  String sessionToken(UUID login, String browserKey, LoginTicket ticket) {
    return index.of("sessions.token", login + " " + browserKey + " " + ticket.value());
  }

  private static String network(String address) {
    try {
      var parsed = InetAddress.ofLiteral(address);
      return parsed instanceof Inet6Address
          ? HexFormat.of().formatHex(Arrays.copyOf(parsed.getAddress(), 8))
          : address;
    } catch (IllegalArgumentException e) {
      return address;
    }
  }
}
