package io.dinggate.local.platform;

import io.dinggate.model.UserRef;
import java.util.Set;
import java.util.UUID;

/** Who calls the API of the site: a signed-in person, or a program with an access token. */
public sealed interface Caller {

  /**
   * A person with a session of this site.
   *
   * @param user whom the person signed in as
   * @param userRowId the site's own immutable id of that user
   * @param name as the corp calls the person
   * @param operator whether the clients file names the user as operator, read at this request
   */
  record SessionCaller(UserRef user, UUID userRowId, String name, boolean operator)
      implements Caller {

    @Override
    public String toString() {
      return "SessionCaller[" + user + "]";
    }
  }

  /**
   * A program with an access token.
   *
   * @param clientId its id in the clients file
   * @param scopes what the token allows, see {@link Scopes}
   */
  record ClientCaller(String clientId, Set<String> scopes) implements Caller {

    public ClientCaller {
      scopes = Set.copyOf(scopes);
    }

    /** Whether the token allows {@code scope}. */
    public boolean may(String scope) {
      return scopes.contains(scope);
    }
  }
}
