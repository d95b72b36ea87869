package io.dinggate.local.login;

import static org.assertj.core.api.Assertions.assertThat;

import io.dinggate.platform.keys.IndexKey;
import org.junit.jupiter.api.Test;

class LoginHashesTest {

  private final LoginHashes hashes = new LoginHashes(new IndexKey(new byte[32]));

  @Test
  void anAddressOfNobodyKnowsWhereIsOneAddress() {
    assertThat(hashes.address(null))
        .isEqualTo(hashes.address(null))
        .isNotEqualTo(hashes.address("192.0.2.1"));
  }

  @Test
  void addressesOfOneIpv6NetworkAreOneAddress() {
    assertThat(hashes.address("2001:db8::1"))
        .isEqualTo(hashes.address("2001:db8:0:0:ffff::2"))
        .isNotEqualTo(hashes.address("2001:db8:0:1::1"));
  }
}
