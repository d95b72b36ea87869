package io.dinggate.platform.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dinggate.platform.Tokens;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SealerTest {

  private final byte[] first = Tokens.bytes(32);
  private final byte[] second = Tokens.bytes(32);
  private final Sealer sealer = new Sealer(Map.of("k1", first), "k1");

  @Test
  void opensWhatItSealed() {
    assertThat(sealer.open("login.result:1", sealer.seal("login.result:1", "王芳"))).isEqualTo("王芳");
  }

  @Test
  void neverSealsTheSameWayTwice() {
    assertThat(sealer.seal("t.c:1", "same")).isNotEqualTo(sealer.seal("t.c:1", "same"));
  }

  @Test
  void refusesAValueMovedToAnotherRow() {
    var sealed = sealer.seal("t.c:1", "secret");
    assertThatThrownBy(() -> sealer.open("t.c:2", sealed)).isInstanceOf(SealBrokenException.class);
  }

  @Test
  void refusesEveryFlippedBit() {
    var sealed = sealer.seal("t.c:1", "secret");
    var bytes = Base64.getUrlDecoder().decode(sealed.substring(3));
    for (int bit = 0; bit < bytes.length * 8; bit++) {
      var flipped = bytes.clone();
      flipped[bit / 8] ^= (byte) (1 << (bit % 8));
      var text = "k1:" + Base64.getUrlEncoder().withoutPadding().encodeToString(flipped);
      assertThatThrownBy(() -> sealer.open("t.c:1", text)).isInstanceOf(SealBrokenException.class);
    }
  }

  @Test
  void opensWithAnOlderKeyAndSealsWithTheActiveOne() {
    var old = sealer.seal("t.c:1", "before the rotation");
    var rotated = new Sealer(Map.of("k1", first, "k2", second), "k2");
    assertThat(rotated.open("t.c:1", old)).isEqualTo("before the rotation");
    assertThat(rotated.seal("t.c:1", "after")).startsWith("k2:");
  }

  @Test
  void refusesTextsThatAreNoSeals() {
    for (var text : new String[] {"", ":", "k1:", "k1:AAAA", "k9:AAAA", "clear text", "k1:%%%"}) {
      assertThatThrownBy(() -> sealer.open("t.c:1", text)).isInstanceOf(SealBrokenException.class);
    }
  }

  @Test
  void indexDependsOnKeyPurposeAndText() {
    var index = new IndexKey(first);
    assertThat(index.of("a.b", "x"))
        .isEqualTo(index.of("a.b", "x"))
        .isNotEqualTo(index.of("a.c", "x"))
        .isNotEqualTo(index.of("a.b", "y"))
        .isNotEqualTo(new IndexKey(second).of("a.b", "x"));
  }
}
