package io.dinggate.local.binding;

import java.net.URI;
import java.time.Instant;

/**
 * A new invitation, told this once.
 *
 * @param invitation the secret; who has it may become the staff, so it goes to that person only
 * @param url a page that accepts it; the secret is in the fragment, which no server sees
 * @param expiresAt when it ends
 */
record MintedInvitation(String invitation, URI url, Instant expiresAt) {

  @Override
  public String toString() {
    return "MintedInvitation[" + expiresAt + "]";
  }
}
