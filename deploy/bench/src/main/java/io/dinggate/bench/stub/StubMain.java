package io.dinggate.bench.stub;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * DingTalk as cheap as it can be: gives out tokens, takes every message, and tells when each came.
 * A process of its own; prints its port, and ends with its standard input.
 */
public final class StubMain {

  static final String SEND = "/topapi/message/corpconversation/asyncsend_v2";

  private static final Buffer TOKEN =
      Buffer.buffer("{\"accessToken\":\"0123456789abcdef0123456789abcdef\",\"expireIn\":7200}");
  private static final Buffer OTHER = Buffer.buffer("{\"errcode\":0,\"errmsg\":\"ok\"}");
  private static final long FIRST_TASK = 256_271_667_526L;

  private final Arrivals arrivals = new Arrivals();

  private StubMain() {}

  /** Serves until its standard input ends. */
  public static void main(String[] arguments) throws IOException {
    var vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setWorkerPoolSize(1));
    var stub = new StubMain();
    var server =
        vertx
            .createHttpServer(new HttpServerOptions().setHost("127.0.0.1").setPort(0))
            .requestHandler(stub::answer)
            .listen()
            .toCompletionStage()
            .toCompletableFuture()
            .join();
    System.out.println(server.actualPort());
    while (System.in.read() >= 0) {
      // whoever started it says nothing; the end of the stream is the end of them
    }
    System.exit(0);
  }

  /** All on one event loop, one after the other. */
  private void answer(HttpServerRequest request) {
    var came = System.nanoTime();
    request.body().onSuccess(body -> answer(request, body, came));
  }

  private void answer(HttpServerRequest request, Buffer body, long came) {
    request.response().putHeader("Content-Type", "application/json");
    switch (request.path()) {
      case SEND -> {
        var task = FIRST_TASK + arrivals.add(body.toString(StandardCharsets.UTF_8), came);
        request
            .response()
            .end("{\"errcode\":0,\"errmsg\":\"ok\",\"task_id\":" + task + ",\"request_id\":\"r\"}");
      }
      case "/v1.0/oauth2/accessToken" -> request.response().end(TOKEN);
      case "/bench/count" -> request.response().end(Integer.toString(arrivals.count()));
      case "/bench/arrivals" -> request.response().end(arrivals.text());
      default -> request.response().end(OTHER);
    }
  }
}
