package io.dinggate.platform.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostAndPortTest {

  @Test
  void namesAndAddressesHaveAPort() {
    assertThat(HostAndPort.parse("proxy.example:3128"))
        .isEqualTo(new HostAndPort("proxy.example", 3128));
    assertThat(HostAndPort.parse("[2001:db8::1]:65535"))
        .isEqualTo(new HostAndPort("[2001:db8::1]", 65_535));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "proxy", "proxy:", ":1", "http://proxy:1", "a b:1", "u:p@proxy:1"})
  void anythingElseIsRefused(String text) {
    assertThatThrownBy(() -> HostAndPort.parse(text)).hasMessage("must be host:port");
  }

  @ParameterizedTest
  @ValueSource(strings = {"proxy:0", "proxy:65536", "proxy:99999"})
  void aPortThatDoesNotExistIsRefused(String text) {
    assertThatThrownBy(() -> HostAndPort.parse(text)).hasMessageContaining("from 1 to 65535");
  }
}
