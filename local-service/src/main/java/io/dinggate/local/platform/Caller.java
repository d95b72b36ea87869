package io.dinggate.local.platform;

import io.dinggate.model.UserRef;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;

/** Who calls the API of the site: a signed-in person, or a program with an access token. */
public sealed interface Caller {

  /** Names the caller for ever where it is stored, apart from all other callers of both kinds. */
  String key();

  /**
   * A person with a session of this site.
   *
   * @param user whom the person signed in as
   * @param userRowId the site's own immutable id of that user
   * @param name as the corp calls the person
   * @param operator whether the clients file names the user as operator, read at this request
   * @param signedInAt when DingTalk said who the person is; work in between does not change it
   */
  record SessionCaller(
      UserRef user, UUID userRowId, String name, boolean operator, Instant signedInAt)
      implements Caller {

    @Override
    public String key() {
      return "user:" + userRowId;
    }

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

    @Override
    public String key() {
      return "client:" + clientId;
    }

    /** Whether the token allows {@code scope}. */
    public boolean may(String scope) {
      return scopes.contains(scope);
    }
  }
}
