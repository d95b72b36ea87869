package io.dinggate.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PortsTest {

  @Test
  void takenPortIsNamedWithItsPurposeAndTheWaysToMoveIt() throws IOException {
    try (var other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var ports = Ports.free().with(Listener.CLOUD, other.getLocalPort());

      assertThatThrownBy(() -> ports.requireFree(Ports.used(List.of(Stack.EAST))))
          .isInstanceOf(StackException.class)
          .hasMessage(
              "Port %d, for the cloud-service, is taken: free it, or choose another with"
                  + " --cloud-port or DEMO_CLOUD_PORT.",
              other.getLocalPort());
    }
  }

  @Test
  void everyTakenPortIsNamedAtOnce() throws IOException {
    try (var one = new ServerSocket(0);
        var other = new ServerSocket(0)) {
      var ports =
          Ports.free()
              .with(Listener.CLOUD, one.getLocalPort())
              .with(Listener.LOCAL, other.getLocalPort());

      assertThatThrownBy(() -> ports.requireFree(Set.of(Listener.CLOUD, Listener.LOCAL)))
          .hasMessageContaining("" + one.getLocalPort())
          .hasMessageContaining("" + other.getLocalPort());
    }
  }

  @Test
  void portThatThisStackDoesNotUseMayBeTaken() throws IOException {
    try (var other = new ServerSocket(0)) {
      var ports = Ports.free().with(Listener.NORTH, other.getLocalPort());

      assertThatCode(() -> ports.requireFree(Ports.used(List.of(Stack.EAST))))
          .doesNotThrowAnyException();
    }
  }

  @Test
  void freePortsDifferFromEachOther() {
    var ports = Ports.free();

    assertThat(Arrays.stream(Listener.values()).map(ports::of)).doesNotHaveDuplicates();
  }

  @Test
  void secondSiteHasAnotherHostNameSoThatCookiesTellThemApart() {
    assertThat(Ports.usual().local(Stack.EAST)).hasToString("http://localhost:8081");
    assertThat(Ports.usual().local(Stack.NORTH)).hasToString("http://127.0.0.1:8082");
  }
}
