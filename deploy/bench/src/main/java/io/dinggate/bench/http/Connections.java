package io.dinggate.bench.http;

import io.dinggate.bench.BenchException;
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
import java.util.Map;
import java.util.concurrent.CompletionException;

/** A bounded number of connections to each host, driven by one thread. Thread-safe. */
public final class Connections implements AutoCloseable {

  private final Vertx vertx =
      Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setWorkerPoolSize(1));
  private final Context context = vertx.getOrCreateContext();
  private final HttpClient http;

  /** At most {@code each} to a host; a call beyond that waits for one. */
  public Connections(int each) {
    this.http = vertx.createHttpClient(new PoolOptions().setHttp1MaxSize(each));
  }

  /**
   * What was answered.
   *
   * @param status of HTTP
   */
  public record Answer(int status, String body) {}

  /** All of it on the one event loop: an answer whose body is asked for elsewhere may be missed. */
  public Future<Answer> call(
      HttpMethod method, URI address, Map<String, String> headers, Buffer body) {
    var answer = Promise.<Answer>promise();
    context.runOnContext(
        _ ->
            http.request(method, address.getPort(), address.getHost(), path(address))
                .compose(
                    request -> {
                      headers.forEach(request::putHeader);
                      return request.send(body);
                    })
                .compose(
                    response ->
                        response
                            .body()
                            .map(text -> new Answer(response.statusCode(), text.toString())))
                .onComplete(answer));
    return answer.future();
  }

  @Override
  public void close() {
    join(vertx.close());
  }

  /** Waits for what a call came to. */
  public static <T> T join(Future<T> future) {
    try {
      return future.toCompletionStage().toCompletableFuture().join();
    } catch (CompletionException e) {
      throw new BenchException("a call of the bench failed", e);
    }
  }

  private static String path(URI address) {
    var query = address.getRawQuery();
    return query == null ? address.getRawPath() : address.getRawPath() + "?" + query;
  }
}
