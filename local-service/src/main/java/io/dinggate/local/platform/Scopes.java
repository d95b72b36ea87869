package io.dinggate.local.platform;

import java.util.Set;

/** What an access token of the site can allow. */
public final class Scopes {

  /** Sending messages. */
  public static final String MESSAGES_SEND = "messages:send";

  /** Reading what became of messages. */
  public static final String MESSAGES_READ = "messages:read";

  /** Looking up and searching users. */
  public static final String USERS_READ = "users:read";

  /** Binding staff to users, and minting invitations. */
  public static final String BINDINGS_WRITE = "bindings:write";

  /** Reading the feed. */
  public static final String FEED_READ = "feed:read";

  /** What an operator may do. */
  public static final String OPERATOR = "operator";

  /** All of them: the clients file can name no other. */
  public static final Set<String> ALL =
      Set.of(MESSAGES_SEND, MESSAGES_READ, USERS_READ, BINDINGS_WRITE, FEED_READ, OPERATOR);

  private Scopes() {}
}
