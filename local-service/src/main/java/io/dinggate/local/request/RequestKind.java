package io.dinggate.local.request;

import com.fasterxml.jackson.annotation.JsonValue;
import io.dinggate.local.platform.Scopes;
import java.util.Locale;

/** What can be asked for by way of the cloud. */
public enum RequestKind {
  /** Have a message delivered. */
  MESSAGE(Scopes.MESSAGES_SEND),
  /** Look a user up. */
  USER(Scopes.USERS_READ),
  /** Look up the departments right below one. */
  DEPARTMENTS(Scopes.USERS_READ);

  private final String scope;

  RequestKind(String scope) {
    this.scope = scope;
  }

  /** The scope that a program needs, to ask for it and to read what came of it. */
  String scope() {
    return scope;
  }

  /** The name on the wire. */
  @JsonValue
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }
}
