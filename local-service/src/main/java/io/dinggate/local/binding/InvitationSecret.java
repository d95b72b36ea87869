package io.dinggate.local.binding;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;

/**
 * Names an invitation by what only its holder knows.
 *
 * @param invitation the secret as it was minted
 */
record InvitationSecret(
    @NotNull
        @Pattern(
            regexp = "[A-Za-z0-9_-]{43}",
            message = "must be an invitation, whole as it was made")
        String invitation) {

  @Override
  public String toString() {
    return "InvitationSecret[hidden]";
  }
}
