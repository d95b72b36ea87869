package io.dinggate.local.login;

import io.dinggate.model.login.LoginTicket;
import io.dinggate.platform.keys.IndexKey;
import jakarta.inject.Singleton;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.UUID;

/** What is stored of the secrets of a login, and what is derived from them. */
@Singleton
class LoginHashes {

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

  /** One value for all of an IPv6 customer's addresses, which share 64 bits. */
  String address(String address) {
    return index.of("logins.address_hash", network(address));
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
