package io.dinggate.sandbox.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EventCryptoTest {
  @Test
  void allVectorsArePresent() {
    assertThat(CryptoVector.all()).hasSize(7);
    assertThat(CryptoVector.withRandom()).hasSize(5);
  }

  @ParameterizedTest
  @MethodSource("io.dinggate.sandbox.event.CryptoVector#all")
  void opensWhatTheVendorSealed(CryptoVector vector) {
    assertThat(vector.crypto().decrypt(vector.encrypt())).isEqualTo(vector.plaintext());
  }

  @ParameterizedTest
  @MethodSource("io.dinggate.sandbox.event.CryptoVector#all")
  void signsAsTheVendorDoes(CryptoVector vector) {
    assertThat(vector.crypto().signature(vector.timestamp(), vector.nonce(), vector.encrypt()))
        .isEqualTo(vector.signature());
  }

  @ParameterizedTest
  @MethodSource("io.dinggate.sandbox.event.CryptoVector#withRandom")
  void sealsByteForByteAsTheVendorDoes(CryptoVector vector) {
    assertThat(vector.crypto().encrypt(vector.plaintext(), vector.random().getBytes(UTF_8)))
        .isEqualTo(vector.encrypt());
  }

  @ParameterizedTest
  @MethodSource("io.dinggate.sandbox.event.CryptoVector#all")
  void refusesAnotherOwner(CryptoVector vector) {
    EventCrypto other = new EventCrypto(vector.token(), vector.aesKey(), "suiteWRONG");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> other.decrypt(vector.encrypt()))
        .withMessage("other owner key");
  }

  @Test
  void refusesWhatIsNoWholeBlock() {
    CryptoVector vector = CryptoVector.all().findFirst().orElseThrow();
    byte[] cut = Base64.getDecoder().decode(vector.encrypt());
    String shortened = Base64.getEncoder().encodeToString(Arrays.copyOf(cut, cut.length - 1));

    assertThatIllegalArgumentException().isThrownBy(() -> vector.crypto().decrypt(shortened));
    assertThatIllegalArgumentException().isThrownBy(() -> vector.crypto().decrypt(""));
  }
}
