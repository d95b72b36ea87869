package io.dinggate.local.platform;

import io.dinggate.model.UserRef;
import java.util.Map;
import java.util.Set;

/**
 * What a valid clients file says.
 *
 * @param clients by id
 * @param operators the users who operate the site
 */
record ClientBook(Map<String, ApiClient> clients, Set<UserRef> operators) {

  ClientBook {
    clients = Map.copyOf(clients);
    operators = Set.copyOf(operators);
  }
}
