package io.dinggate.platform.oauth;

import static io.dinggate.platform.oauth.OAuthError.INVALID_CLIENT;
import static io.dinggate.platform.oauth.OAuthError.INVALID_REQUEST;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dinggate.platform.Tokens;
import io.dinggate.platform.keys.SecretHash;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ClientAuthenticatorTest {

  private static final String SECRET = Tokens.random256();
  private static final String NEXT_SECRET = Tokens.random256();
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-22T08:00:00Z"), ZoneOffset.UTC);

  private final List<String> asked = new ArrayList<>();
  private final ClientAuthenticator authenticator =
      new ClientAuthenticator(
          this::find, AssertionRules.of("https://cloud.example"), new MemoryJtiStore(), CLOCK);

  @Test
  void rightSecretNamesTheClient() {
    assertThat(authenticate(basic("site-a", SECRET)).clientId()).isEqualTo("site-a");
  }

  @Test
  void bothSecretsOfARotationWork() {
    assertThat(authenticate(basic("rotating", SECRET)).clientId()).isEqualTo("rotating");
    assertThat(authenticate(basic("rotating", NEXT_SECRET)).clientId()).isEqualTo("rotating");
  }

  @Test
  void wrongSecretAndUnknownClientGetTheSameAnswer() {
    var wrongSecret = refusal(basic("site-a", NEXT_SECRET), Map.of());
    var unknownClient = refusal(basic("nobody", SECRET), Map.of());
    var keysOnly = refusal(basic("keys-only", SECRET), Map.of());

    assertThat(wrongSecret.error()).isEqualTo(INVALID_CLIENT);
    assertThat(List.of(unknownClient.getMessage(), keysOnly.getMessage()))
        .containsOnly(wrongSecret.getMessage());
  }

  @Test
  void idAndSecretAreFormDecoded() { // RFC 6749 section 2.3.1
    var header =
        "Basic " + Base64.getEncoder().encodeToString(("site%2Da:" + SECRET).getBytes(UTF_8));

    assertThat(authenticate(header).clientId()).isEqualTo("site-a");
  }

  @Test
  void missingAndForeignSchemesAreRefused() {
    assertThat(refusal(null, Map.of()).error()).isEqualTo(INVALID_CLIENT);
    assertThat(refusal("Bearer abc", Map.of()).error()).isEqualTo(INVALID_CLIENT);
    assertThat(refusal("Basic", Map.of()).error()).isEqualTo(INVALID_CLIENT);
    assertThat(refusal("Basic %%%", Map.of()).error()).isEqualTo(INVALID_CLIENT);
    assertThat(refusal("Basic " + encoded("no colon"), Map.of()).error()).isEqualTo(INVALID_CLIENT);
    assertThat(refusal("Basic " + encoded(":" + SECRET), Map.of()).error())
        .isEqualTo(INVALID_CLIENT);
    assertThat(refusal("Basic " + encoded("a%zz:" + SECRET), Map.of()).error())
        .isEqualTo(INVALID_CLIENT);
  }

  @Test
  void secretInTheBodyIsNotRead() {
    var refusal =
        refusal(null, Map.of("client_id", List.of("site-a"), "client_secret", List.of(SECRET)));

    assertThat(refusal.error()).isEqualTo(INVALID_CLIENT);
    assertThat(asked).isEmpty();
  }

  @Test
  void twoMethodsAtOnceAreRefused() { // RFC 6749 section 2.3
    var refusal = refusal(basic("site-a", SECRET), Map.of("client_assertion", List.of("a.b.c")));

    assertThat(refusal.error()).isEqualTo(INVALID_REQUEST);
  }

  @Test
  void clientIdParameterMustNameTheSameClient() {
    var refusal = refusal(basic("site-a", SECRET), Map.of("client_id", List.of("site-b")));

    assertThat(refusal.error()).isEqualTo(INVALID_REQUEST);
    assertThat(
            authenticator
                .authenticate(
                    basic("site-a", SECRET), TokenForm.of(Map.of("client_id", List.of("site-a"))))
                .clientId())
        .isEqualTo("site-a");
  }

  @Test
  void refusalsRepeatNothingThatWasSent() {
    assertThat(refusal(basic("site-a", "my-wrong-secret"), Map.of()).getMessage())
        .doesNotContain("my-wrong-secret")
        .doesNotContain("site-a");
  }

  @Test
  void weakRsaKeyIsNotTakenIntoTheBooks() {
    var weak = AssertionFactory.rsa(1024).getPublic();

    assertThatThrownBy(() -> new OAuthClient("a", List.of(), List.of(weak), Set.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("2048");
  }

  private OAuthClient find(String clientId) {
    asked.add(clientId);
    return switch (clientId) {
      case "site-a" -> client(clientId, SECRET);
      case "rotating" -> client(clientId, SECRET, NEXT_SECRET);
      case "keys-only" -> client(clientId);
      default -> null;
    };
  }

  private static OAuthClient client(String clientId, String... secrets) {
    return new OAuthClient(
        clientId, List.of(secrets).stream().map(SecretHash::of).toList(), List.of(), Set.of());
  }

  private OAuthClient authenticate(String authorization) {
    return authenticator.authenticate(authorization, TokenForm.of(Map.of()));
  }

  private OAuthException refusal(String authorization, Map<String, List<String>> form) {
    try {
      authenticator.authenticate(authorization, TokenForm.of(form));
    } catch (OAuthException e) {
      return e;
    }
    throw new AssertionError("was accepted");
  }

  private static String basic(String clientId, String secret) {
    return "Basic " + encoded(clientId + ":" + secret);
  }

  private static String encoded(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
  }
}
