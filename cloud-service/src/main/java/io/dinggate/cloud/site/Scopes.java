package io.dinggate.cloud.site;

import java.util.Set;

/** What an access token may allow. Every site may ask for all that are for sites. */
public final class Scopes {

  /** Start, redeem, acknowledge and abandon logins. */
  public static final String LOGINS = "logins";

  /** Send messages. */
  public static final String MESSAGES_SEND = "messages:send";

  /** Read what became of the site's own messages. */
  public static final String MESSAGES_READ = "messages:read";

  /** Look up users in the site's corps. */
  public static final String USERS_READ = "users:read";

  /** Read and confirm the site's own feed. */
  public static final String FEED_READ = "feed:read";

  /** Look after the cloud-service; for operators, and never for a site. */
  public static final String OPERATOR = "operator";

  /** All that are for sites. */
  public static final Set<String> ALL =
      Set.of(LOGINS, MESSAGES_SEND, MESSAGES_READ, USERS_READ, FEED_READ);

  private Scopes() {}
}
