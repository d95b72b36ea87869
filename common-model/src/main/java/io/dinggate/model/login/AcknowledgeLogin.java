package io.dinggate.model.login;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;

/**
 * Says that the site has stored the user and the session, so that the ticket may die.
 *
 * @param ticket the redeemed ticket
 * @param codeVerifier the verifier it was redeemed with
 */
public record AcknowledgeLogin(
    @NotNull LoginTicket ticket,
    @NotNull
        @Pattern(
            regexp = "[A-Za-z0-9._~-]{43,128}",
            message = "must be a code verifier of 43 to 128 characters")
        String codeVerifier) {

  @Override
  public String toString() {
    return "AcknowledgeLogin[hidden]";
  }
}
