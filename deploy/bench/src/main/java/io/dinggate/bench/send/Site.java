package io.dinggate.bench.send;

import io.dinggate.bench.BenchException;
import io.dinggate.e2e.Stack;
import io.dinggate.e2e.walk.ApiClient;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import java.net.URI;
import java.util.UUID;
import java.util.concurrent.CompletionException;

/** A program of the site that sends messages over a fixed number of connections. Thread-safe. */
final class Site implements AutoCloseable {

  private static final int ACCEPTED = 202;
  private static final int OK = 200;

  private final Vertx vertx =
      Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setWorkerPoolSize(1));
  private final Context context = vertx.getOrCreateContext();
  private final HttpClient http;
  private final URI url;
  private final String authorization;
  private final String prefix = "bench-" + UUID.randomUUID() + "-";

  Site(Stack stack, int connections) {
    this.url = stack.local(Stack.EAST).url();
    this.http = vertx.createHttpClient(new PoolOptions().setHttp1MaxSize(connections));
    var client = stack.sandbox().world().site(Stack.EAST).apiClients().getFirst();
    this.authorization = "Bearer " + new ApiClient(url, client.id(), client.secret()).token();
  }

  /** Sends the message of that number; whether it was accepted: 202. */
  Future<Boolean> send(int number) {
    return call(HttpMethod.PUT, url, "/api/v1/messages/" + prefix + number, number)
        .map(status -> status == ACCEPTED);
  }

  /** The same, waited for. */
  boolean sendNow(int number) {
    return join(send(number));
  }

  /** Any POST elsewhere with the body of that message, waited for; whether it was answered 200. */
  boolean post(URI address, int number) {
    return join(call(HttpMethod.POST, address, address.getPath(), number)) == OK;
  }

  /** All of it on the one event loop: an answer whose body is asked for elsewhere may be missed. */
  private Future<Integer> call(HttpMethod method, URI host, String path, int number) {
    var status = Promise.<Integer>promise();
    context.runOnContext(
        _ ->
            http.request(method, host.getPort(), host.getHost(), path)
                .compose(
                    request ->
                        request
                            .putHeader("Authorization", authorization)
                            .putHeader("Content-Type", "application/json")
                            .send(Buffer.buffer(Orders.message(number))))
                .compose(answer -> answer.body().map(_ -> answer.statusCode()))
                .onComplete(status));
    return status.future();
  }

  @Override
  public void close() {
    join(vertx.close());
  }

  private static <T> T join(Future<T> future) {
    try {
      return future.toCompletionStage().toCompletableFuture().join();
    } catch (CompletionException e) {
      throw new BenchException("a call of the bench failed", e);
    }
  }
}
