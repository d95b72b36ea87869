package io.dinggate.cloud.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dinggate.cloud.registry.EventKeys;
import io.dinggate.platform.testing.Randomly;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CallbackCryptoTest {

  private static final EventKeys KEYS = CryptoVector.V3.keys();
  private static final byte[] SALT = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
  private static final int HEADER = 20;

  private final CallbackCrypto crypto = new CallbackCrypto(KEYS);

  @ParameterizedTest
  @EnumSource
  void knownTextIsOpened(CryptoVector vector) {
    var opened = new CallbackCrypto(vector.keys()).open(vector.encrypt);

    assertThat(opened.message()).isEqualTo(vector.plaintext);
    assertThat(opened.ownerKey()).isEqualTo(vector.keys().ownerKey());
  }

  @ParameterizedTest
  @EnumSource
  void knownTextIsSealedToTheSameBytes(CryptoVector vector) throws GeneralSecurityException {
    var random = Arrays.copyOf(decrypted(vector), 16);

    assertThat(
            new CallbackCrypto(vector.keys())
                .seal(vector.plaintext, vector.keys().ownerKey(), random))
        .isEqualTo(vector.encrypt);
  }

  @ParameterizedTest
  @EnumSource
  void knownSignatureIsMadeAndAccepted(CryptoVector vector) {
    var own = new CallbackCrypto(vector.keys());

    assertThat(own.signature(vector.timestamp, vector.nonce, vector.encrypt))
        .isEqualTo(vector.signature);
    assertThat(own.signed(vector.signature, vector.timestamp, vector.nonce, vector.encrypt))
        .isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void everyFlippedBitOfTheSignatureIsRefused(CryptoVector vector) {
    var own = new CallbackCrypto(vector.keys());

    assertThat(flipped(vector.signature))
        .hasSize(40 * 8)
        .noneMatch(
            signature -> own.signed(signature, vector.timestamp, vector.nonce, vector.encrypt));
  }

  @ParameterizedTest
  @EnumSource
  void everyFlippedBitOfTheEncryptedTextIsRefused(CryptoVector vector) {
    var own = new CallbackCrypto(vector.keys());
    var encrypted = Base64.getDecoder().decode(vector.encrypt);

    var flipped =
        IntStream.range(0, encrypted.length * 8)
            .mapToObj(bit -> Base64.getEncoder().encodeToString(flip(encrypted, bit)))
            .toList();

    assertThat(Stream.concat(flipped.stream(), flipped(vector.encrypt).stream()))
        .noneMatch(
            encrypt -> own.signed(vector.signature, vector.timestamp, vector.nonce, encrypt));
  }

  @ParameterizedTest
  @EnumSource
  void everyFlippedBitOfTimeAndNonceIsRefused(CryptoVector vector) {
    var own = new CallbackCrypto(vector.keys());

    assertThat(flipped(vector.timestamp))
        .noneMatch(time -> own.signed(vector.signature, time, vector.nonce, vector.encrypt));
    assertThat(flipped(vector.nonce))
        .noneMatch(nonce -> own.signed(vector.signature, vector.timestamp, nonce, vector.encrypt));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "a", "中", "中文字符", "success", "{\"EventType\":\"x\"}", "𝒳 and others"})
  void whatIsSealedOpensWhateverItsLength(String text) {
    for (var repeat = 0; repeat < 70; repeat++) {
      var message = text.repeat(repeat);

      var opened = crypto.open(crypto.seal(message, KEYS.ownerKey(), SALT));

      assertThat(opened.message()).isEqualTo(message);
      assertThat(opened.ownerKey()).isEqualTo(KEYS.ownerKey());
    }
  }

  static Stream<byte[]> malformedClearTexts() {
    return Stream.of(
        clear(48, 0, 0),
        clear(48, 0, 33),
        clear(48, 0, 127),
        clear(48, 0, -1),
        clear(16, 0, 1),
        clear(32, 0, 13),
        clear(48, 28, 1),
        clear(48, Integer.MAX_VALUE, 1),
        clear(48, Integer.MIN_VALUE, 1),
        clear(48, -1, 1));
  }

  @ParameterizedTest
  @MethodSource("malformedClearTexts")
  void malformedClearTextIsRefused(byte[] clear) throws GeneralSecurityException {
    assertThatThrownBy(() -> crypto.open(encrypted(clear)))
        .isInstanceOf(EventRefusedException.class);
  }

  @Test
  void longestMessageThatFitsIsTaken() throws GeneralSecurityException {
    assertThat(crypto.open(encrypted(clear(48, 27, 1))).ownerKey()).isEmpty();
  }

  @Test
  void textThatIsNotUtf8IsRefused() throws GeneralSecurityException {
    var clear = clear(48, 4, 1);
    clear[HEADER] = (byte) 0xC3;
    clear[HEADER + 1] = 'x';

    assertThatThrownBy(() -> crypto.open(encrypted(clear)))
        .isInstanceOf(EventRefusedException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "!", "AAAA", "AAAAAAAAAAAAAAAAAAAAAA", "a b", "中文", "\n", "AAAA\nAAAA"})
  void whatIsNoCipherTextIsRefused(String encrypt) {
    assertThatThrownBy(() -> crypto.open(encrypt)).isInstanceOf(EventRefusedException.class);
  }

  @Test
  void otherKeyNeverDoesAnythingButRefuse() {
    var random = Randomly.forPurpose("texts under another key");
    var count = Randomly.count("texts under another key", 2_000, 20_000);
    for (var i = 0; i < count; i++) {
      var bytes = new byte[16 * (1 + random.nextInt(20))];
      random.nextBytes(bytes);

      assertThatCode(() -> openOrRefuse(Base64.getEncoder().encodeToString(bytes)))
          .as("text %d", i)
          .doesNotThrowAnyException();
    }
  }

  @Test
  void openedTextIsNotShownByToString() {
    assertThat(crypto.open(CryptoVector.V3.encrypt)).asString().doesNotContain("suite_ticket");
  }

  private void openOrRefuse(String encrypt) {
    try {
      crypto.open(encrypt);
    } catch (EventRefusedException _) {
      // as it should be
    }
  }

  private static List<String> flipped(String text) {
    var bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    return IntStream.range(0, bytes.length * 8)
        .mapToObj(bit -> new String(flip(bytes, bit), StandardCharsets.ISO_8859_1))
        .toList();
  }

  private static byte[] flip(byte[] bytes, int bit) {
    var flipped = bytes.clone();
    flipped[bit / 8] ^= (byte) (1 << (bit % 8));
    return flipped;
  }

  /** A clear text of that size that claims that length of message and of padding. */
  private static byte[] clear(int size, int length, int padding) {
    var clear = ByteBuffer.allocate(size).put(SALT);
    if (size >= HEADER) {
      clear.putInt(length);
    }
    clear.put(size - 1, (byte) padding);
    return clear.array();
  }

  private static String encrypted(byte[] clear) throws GeneralSecurityException {
    return Base64.getEncoder().encodeToString(run(Cipher.ENCRYPT_MODE, KEYS, clear));
  }

  private static byte[] decrypted(CryptoVector vector) throws GeneralSecurityException {
    return run(Cipher.DECRYPT_MODE, vector.keys(), Base64.getDecoder().decode(vector.encrypt));
  }

  private static byte[] run(int mode, EventKeys keys, byte[] input)
      throws GeneralSecurityException {
    var key = Base64.getDecoder().decode(keys.aesKey() + "=");
    var cipher = Cipher.getInstance("AES/CBC/NoPadding");
    cipher.init(mode, new SecretKeySpec(key, "AES"), new IvParameterSpec(key, 0, 16));
    return cipher.doFinal(input);
  }
}
