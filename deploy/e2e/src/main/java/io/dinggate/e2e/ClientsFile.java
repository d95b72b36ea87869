package io.dinggate.e2e;

import io.dinggate.platform.keys.SecretHash;
import io.dinggate.sandbox.World;
import java.util.List;

/**
 * What the operator of a site writes: who may call the local-service, and who operates it.
 *
 * @param clients programs with a token of their own
 * @param operators users of the console who may do more
 */
record ClientsFile(List<Client> clients, List<Operator> operators) {

  static ClientsFile of(World.Site site) {
    return new ClientsFile(
        site.apiClients().stream()
            .map(
                client ->
                    new Client(
                        client.id(), List.of(SecretHash.of(client.secret())), client.scopes()))
            .toList(),
        site.operators().stream()
            .map(operator -> new Operator(operator.corpId(), operator.userId()))
            .toList());
  }

  record Client(String id, List<String> secretHashes, List<String> scopes) {}

  record Operator(String corp, String userId) {}
}
