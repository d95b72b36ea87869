package io.dinggate.platform.oauth;

/**
 * A token request that is refused. The description is written for the client's developer and holds
 * neither a credential nor anything the client sent.
 */
public final class OAuthException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final OAuthError error;
  private final String description;

  public OAuthException(OAuthError error, String description) {
    super(error.wire() + ": " + description);
    this.error = error;
    this.description = description;
  }

  /** The code on the wire. */
  public OAuthError error() {
    return error;
  }

  /** The value of {@code error_description}: printable ASCII without quotes and backslashes. */
  public String description() {
    return description;
  }
}
