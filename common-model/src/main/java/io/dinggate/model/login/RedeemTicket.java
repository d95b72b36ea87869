package io.dinggate.model.login;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;

/**
 * Proves that the site which redeems is the one which started.
 *
 * @param ticket from the return URL
 * @param codeVerifier the verifier whose challenge the login was started with (RFC 7636 section
 *     4.1)
 */
public record RedeemTicket(
    @NotNull LoginTicket ticket,
    @NotNull
        @Pattern(
            regexp = "[A-Za-z0-9._~-]{43,128}",
            message = "must be a code verifier of 43 to 128 characters")
        String codeVerifier) {

  @Override
  public String toString() {
    return "RedeemTicket[hidden]";
  }
}
