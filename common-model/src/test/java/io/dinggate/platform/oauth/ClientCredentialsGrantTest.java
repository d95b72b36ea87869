package io.dinggate.platform.oauth;

import static io.dinggate.platform.oauth.OAuthError.INVALID_CLIENT;
import static io.dinggate.platform.oauth.OAuthError.INVALID_REQUEST;
import static io.dinggate.platform.oauth.OAuthError.INVALID_SCOPE;
import static io.dinggate.platform.oauth.OAuthError.UNSUPPORTED_GRANT_TYPE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dinggate.platform.Tokens;
import io.dinggate.platform.keys.SecretHash;
import io.dinggate.platform.testing.Randomly;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ClientCredentialsGrantTest {

  private static final String SECRET = Tokens.random256();
  private static final OAuthClient CLIENT =
      new OAuthClient(
          "site-a",
          List.of(SecretHash.of(SECRET)),
          List.of(),
          Set.of("users:read", "logins", "messages:send"));
  private static final String BASIC =
      "Basic " + Base64.getEncoder().encodeToString(("site-a:" + SECRET).getBytes(UTF_8));

  private final ClientCredentialsGrant grant =
      new ClientCredentialsGrant(
          new ClientAuthenticator(
              id -> id.equals(CLIENT.clientId()) ? CLIENT : null,
              AssertionRules.of("https://cloud.example"),
              new MemoryJtiStore(),
              Clock.systemUTC()));

  @Test
  void withoutScopeAllOfTheClientsAreGranted() {
    assertThat(decide(Map.of()).scopes()).containsExactly("logins", "messages:send", "users:read");
    assertThat(decide(Map.of("scope", List.of(""))).scopes()).hasSize(3);
  }

  @Test
  void scopeNarrowsTheGrant() {
    assertThat(decide(Map.of("scope", List.of("users:read logins"))).scopes())
        .containsExactly("logins", "users:read");
  }

  @Test
  void moreThanTheClientMayHaveIsRefused() {
    assertThat(refusal(Map.of("scope", List.of("logins operator")))).isEqualTo(INVALID_SCOPE);
    assertThat(refusal(Map.of("scope", List.of("logins  users:read")))).isEqualTo(INVALID_SCOPE);
    assertThat(refusal(Map.of("scope", List.of("lög")))).isEqualTo(INVALID_SCOPE);
  }

  @Test
  void otherGrantTypesAreRefused() {
    assertThat(refusal(Map.of("grant_type", List.of("password"))))
        .isEqualTo(UNSUPPORTED_GRANT_TYPE);
    assertThat(refusal(Map.of("grant_type", List.of()))).isEqualTo(INVALID_REQUEST);
  }

  @Test
  void duplicatedParametersAreRefused() { // RFC 6749 section 3.2
    assertThat(refusal(Map.of("scope", List.of("logins", "logins")))).isEqualTo(INVALID_REQUEST);
    assertThat(refusal(Map.of("anything", List.of("", "")))).isEqualTo(INVALID_REQUEST);
  }

  @Test
  void unknownParametersAreIgnored() { // RFC 6749 section 3.2
    assertThat(decide(Map.of("resource", List.of("x"))).client()).isSameAs(CLIENT);
  }

  @Test
  void arbitraryHeadersAreRefusedAndNothingElse() {
    var random = Randomly.forPurpose("arbitrary credentials");
    var count = Randomly.count("arbitrary credentials", 500, 10_000);
    for (var i = 0; i < count; i++) {
      var text = new byte[random.nextInt(80)];
      random.nextBytes(text);
      var header =
          switch (i % 3) {
            case 0 -> new String(text, UTF_8);
            case 1 -> "Basic " + new String(text, UTF_8);
            default -> "Basic " + Base64.getEncoder().encodeToString(text);
          };
      assertThatThrownBy(() -> grant.decide(header, Map.of()))
          .as(header)
          .isInstanceOfSatisfying(
              OAuthException.class, e -> assertThat(e.error()).isEqualTo(INVALID_CLIENT));
    }
  }

  @Test
  void answerHasTheShapeOfTheRfc() throws JsonProcessingException { // RFC 6749 section 5.1
    var answer =
        TokenAnswer.bearer("abc", Duration.ofMinutes(5), new TreeSet<>(Set.of("logins", "a")));

    assertThat(new ObjectMapper().writeValueAsString(answer))
        .isEqualTo(
            "{\"access_token\":\"abc\",\"token_type\":\"Bearer\",\"expires_in\":300,\"scope\":\"a"
                + " logins\"}");
    assertThat(answer).hasToString("TokenAnswer[hidden]");
  }

  private ClientCredentialsGrant.Granted decide(Map<String, List<String>> more) {
    var form = new HashMap<String, List<String>>();
    form.put("grant_type", List.of("client_credentials"));
    form.putAll(more);
    return grant.decide(BASIC, form);
  }

  private OAuthError refusal(Map<String, List<String>> more) {
    try {
      decide(more);
    } catch (OAuthException e) {
      return e.error();
    }
    throw new AssertionError("was accepted");
  }
}
