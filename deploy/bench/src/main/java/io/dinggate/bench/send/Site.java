package io.dinggate.bench.send;

import io.dinggate.bench.http.Connections;
import io.dinggate.e2e.Stack;
import io.dinggate.e2e.walk.ApiClient;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.net.URI;
import java.util.Map;
import java.util.UUID;

/** A program of the site that sends messages over a fixed number of connections. Thread-safe. */
final class Site implements AutoCloseable {

  private static final int ACCEPTED = 202;
  private static final int OK = 200;

  private final Connections connections;
  private final URI url;
  private final Map<String, String> headers;
  private final String prefix = "bench-" + UUID.randomUUID() + "-";

  Site(Stack stack, int connections) {
    this.connections = new Connections(connections);
    this.url = stack.local(Stack.EAST).url();
    var client = stack.sandbox().world().site(Stack.EAST).apiClients().getFirst();
    var token = new ApiClient(url, client.id(), client.secret()).token();
    this.headers = Map.of("Authorization", "Bearer " + token, "Content-Type", "application/json");
  }

  /** Sends the message of that number; whether it was accepted: 202. */
  Future<Boolean> send(int number) {
    return call(HttpMethod.PUT, url.resolve("/api/v1/messages/" + prefix + number), number)
        .map(status -> status == ACCEPTED);
  }

  /** The same, waited for. */
  boolean sendNow(int number) {
    return Connections.join(send(number));
  }

  /** Any POST elsewhere with the body of that message, waited for; whether it was answered 200. */
  boolean post(URI address, int number) {
    return Connections.join(call(HttpMethod.POST, address, number)) == OK;
  }

  private Future<Integer> call(HttpMethod method, URI address, int number) {
    return connections
        .call(method, address, headers, Buffer.buffer(Orders.message(number)))
        .map(Connections.Answer::status);
  }

  @Override
  public void close() {
    connections.close();
  }
}
