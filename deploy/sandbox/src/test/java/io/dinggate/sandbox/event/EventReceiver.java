package io.dinggate.sandbox.event;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.dinggate.sandbox.World.App;
import io.dinggate.sandbox.http.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Receives events for an app; answers the encrypted success unless told otherwise for the next
 * ones.
 */
public final class EventReceiver implements AutoCloseable {
  private static final String SUCCESS = "success";

  private final HttpServer server;
  private final EventCrypto crypto;
  private final List<String> texts = new ArrayList<>();
  private final List<Map<String, String>> queries = new ArrayList<>();
  private final Deque<Answer> planned = new ArrayDeque<>();

  /** For events of the given app. */
  public EventReceiver(App app) {
    this.crypto = new EventCrypto(app.token(), app.encodingAesKey(), app.key());
    try {
      this.server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::receive);
    server.start();
  }

  /** Where it listens. */
  public URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/events");
  }

  /** The decrypted events, oldest first, repeats included. */
  public synchronized List<String> texts() {
    return List.copyOf(texts);
  }

  synchronized List<Map<String, String>> queries() {
    return List.copyOf(queries);
  }

  synchronized void answerNext(Answer... answers) {
    planned.addAll(Arrays.asList(answers));
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private synchronized void receive(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    queries.add(
        Arrays.stream(exchange.getRequestURI().getRawQuery().split("&", -1))
            .map(pair -> pair.split("=", 2))
            .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1])));
    texts.add(crypto.decrypt(Json.parse(body).orElseThrow().path("encrypt").asText()));
    Answer answer = planned.isEmpty() ? Answer.SUCCESS : planned.removeFirst();
    byte[] bytes = body(answer).getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(answer == Answer.STATUS_500 ? 500 : 200, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private String body(Answer answer) {
    if (answer == Answer.PLAIN_SUCCESS) {
      return SUCCESS;
    }
    String text = answer == Answer.ENCRYPTED_FAILURE ? "fail" : SUCCESS;
    String encrypt = crypto.encrypt(text, new byte[16]);
    String signature = answer == Answer.WRONG_SIGNATURE ? "0" : crypto.signature("1", "n", encrypt);
    return Json.write(
        Json.object()
            .put("msg_signature", signature)
            .put("timeStamp", "1")
            .put("nonce", "n")
            .put("encrypt", encrypt));
  }

  enum Answer {
    SUCCESS,
    STATUS_500,
    PLAIN_SUCCESS,
    ENCRYPTED_FAILURE,
    WRONG_SIGNATURE
  }
}
