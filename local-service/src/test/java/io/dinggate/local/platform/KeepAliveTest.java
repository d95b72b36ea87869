package io.dinggate.local.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.ChannelOption;
import io.netty.channel.socket.nio.NioChannelOption;
import io.vertx.core.impl.VertxBuilder;
import io.vertx.core.net.impl.NetSocketInternal;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketOption;
import java.util.concurrent.TimeUnit;
import jdk.net.ExtendedSocketOptions;
import org.junit.jupiter.api.Test;

/**
 * The connections that Vert.x makes are probed; that the service finds it, OutboundOnlyIT shows.
 */
class KeepAliveTest {

  @Test
  void connectionsAreProbed() throws Exception {
    var vertx = new VertxBuilder().init().vertx();
    try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var socket =
          (NetSocketInternal)
              vertx
                  .createNetClient()
                  .connect(server.getLocalPort(), server.getInetAddress().getHostAddress())
                  .toCompletionStage()
                  .toCompletableFuture()
                  .get(10, TimeUnit.SECONDS);

      var options = socket.channelHandlerContext().channel().config();
      assertThat(options.getOption(ChannelOption.SO_KEEPALIVE)).isTrue();
      assertThat(options.getOption(option(ExtendedSocketOptions.TCP_KEEPIDLE))).isEqualTo(2);
      assertThat(options.getOption(option(ExtendedSocketOptions.TCP_KEEPINTERVAL))).isEqualTo(1);
      assertThat(options.getOption(option(ExtendedSocketOptions.TCP_KEEPCOUNT))).isEqualTo(2);
    } finally {
      vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }
  }

  private static ChannelOption<Integer> option(SocketOption<Integer> option) {
    return NioChannelOption.of(option);
  }
}
