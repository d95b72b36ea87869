package io.dinggate.local.cloud;

import io.netty.handler.proxy.ProxyConnectException;
import io.quarkus.oidc.client.OidcClientException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.Objects;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;

/** Why the cloud cannot be reached, in words for the site's operator. */
enum CloudTrouble {
  NO_TOKEN(
      OidcClientException.class,
      "no access token could be fetched from the cloud; the log says why (OidcClientImpl)"),
  PROXY(
      ProxyConnectException.class,
      "the proxy does not let calls through; see dinggate.cloud.proxy and its username and password"),
  NOT_TRUSTED(
      SSLHandshakeException.class,
      "the cloud's certificate is not trusted, or not made for its name; see dinggate.cloud.ca-file"),
  UNKNOWN_NAME(
      UnknownHostException.class,
      "a name cannot be resolved: that of dinggate.cloud.url, or of dinggate.cloud.proxy if set"),
  NOT_CONNECTED(
      ConnectException.class, "connections are refused, or exceed dinggate.cloud.connect-timeout"),
  NOT_THE_CLOUD(
      ForeignAnswerException.class,
      "answers come that are not the cloud's; see dinggate.cloud.url"),
  NO_ANSWER(Exception.class, "calls get no answer within dinggate.cloud.read-timeout");

  private final Class<? extends Exception> sign;
  private final String text;

  CloudTrouble(Class<? extends Exception> sign, String text) {
    this.sign = sign;
    this.text = text;
  }

  /** What stands behind a failed call. */
  static CloudTrouble of(Throwable failure) {
    return Stream.of(values())
        .filter(trouble -> trouble.isBehind(failure))
        .findFirst()
        .orElse(NO_ANSWER);
  }

  /** Complete after "the cloud cannot be reached:"; names the settings to look at. */
  String text() {
    return text;
  }

  private boolean isBehind(Throwable failure) {
    return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
        .anyMatch(sign::isInstance);
  }
}
