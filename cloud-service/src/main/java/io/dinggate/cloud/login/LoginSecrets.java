package io.dinggate.cloud.login;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dinggate.model.LoginId;
import io.dinggate.model.login.LoginResult;
import io.dinggate.model.login.LoginTicket;
import io.dinggate.platform.keys.IndexKey;
import io.dinggate.platform.keys.Sealer;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** How the secrets of a login are stored and found. */
@ApplicationScoped
class LoginSecrets {

  private final Sealer sealer;
  private final IndexKey index;
  private final ObjectMapper json;

  LoginSecrets(Sealer sealer, IndexKey index, ObjectMapper json) {
    this.sealer = sealer;
    this.index = index;
    this.json = json;
  }

  String stateIndex(String state) {
    return index.of("login.state", state);
  }

  String codeIndex(String code) {
    return index.of("login.code", code);
  }

  String ticketIndex(LoginTicket ticket) {
    return index.of("login.ticket", ticket.value());
  }

  String seal(LoginId login, LoginTicket ticket) {
    return sealer.seal("login.ticket:" + login, ticket.value());
  }

  LoginTicket openTicket(LoginId login, String sealed) {
    return new LoginTicket(sealer.open("login.ticket:" + login, sealed));
  }

  String seal(LoginId login, LoginResult result) {
    try {
      return sealer.seal("login.result:" + login, json.writeValueAsString(result));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a login result is always JSON", e);
    }
  }

  LoginResult openResult(LoginId login, String sealed) {
    try {
      return json.readerFor(LoginResult.class)
          .without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES) // a newer version's row
          .readValue(sealer.open("login.result:" + login, sealed));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a stored login result is always JSON", e);
    }
  }

  /** RFC 7636 section 4.6, in constant time. */
  static boolean isVerifierOf(String verifier, String challenge) {
    try {
      var digest =
          MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
      var made = Base64.getUrlEncoder().withoutPadding().encode(digest);
      return MessageDigest.isEqual(made, challenge.getBytes(StandardCharsets.US_ASCII));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
