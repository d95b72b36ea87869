package io.dinggate.local.platform;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.nio.NioChannelOption;
import io.vertx.core.impl.VertxBuilder;
import io.vertx.core.impl.transports.JDKTransport;
import io.vertx.core.net.ClientOptionsBase;
import io.vertx.core.spi.VertxServiceProvider;
import jdk.net.ExtendedSocketOptions;

/**
 * Finds out within seconds that nobody is at the other end any more of a connection that this site
 * made and on which it waits: somewhere the way was cut, or a firewall forgot the connection. TCP
 * probes it (keepalive, RFC 9293 section 3.8.4), at intervals that the options of Vert.x have no
 * words for; those of most systems are hours. Behind a web proxy that is the way to the proxy.
 */
public final class KeepAlive implements VertxServiceProvider {

  /** Without a sign of life for so long, the connection is probed. */
  static final int IDLE_SECONDS = 2;

  static final int SECONDS_BETWEEN_PROBES = 1;

  /** So many probes without an answer end the connection. */
  static final int PROBES = 2;

  @Override
  public void init(VertxBuilder vertx) {
    vertx.findTransport(new Probing());
  }

  private static final class Probing extends JDKTransport {

    @Override
    public void configure(ClientOptionsBase options, boolean domainSocket, Bootstrap bootstrap) {
      super.configure(options, domainSocket, bootstrap);
      if (domainSocket) {
        return;
      }
      bootstrap.option(ChannelOption.SO_KEEPALIVE, true);
      bootstrap.option(NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPIDLE), IDLE_SECONDS);
      bootstrap.option(
          NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPINTERVAL), SECONDS_BETWEEN_PROBES);
      bootstrap.option(NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPCOUNT), PROBES);
    }
  }
}
