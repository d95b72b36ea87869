package io.dinggate.local.webhook;

import io.dinggate.local.platform.SecretSetting;
import io.dinggate.local.webhook.AddressGuard.Way;
import io.dinggate.platform.start.HostAndPort;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.ProxyOptions;
import io.vertx.core.net.ProxyType;
import io.vertx.core.net.SocketAddress;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * {@link WebhookPost} by HTTP, to the address that the guard has looked at and to no other: what
 * the receiver's certificate must be made for is the name all the same. Follows no redirects, keeps
 * no connection, and reads nothing of an answer but its head.
 */
@Singleton
final class HttpWebhookPost implements WebhookPost {

  /** To one receiver; the sender bounds how many it takes for one client. */
  private static final int MOST_CONNECTIONS = 1000;

  private static final int OK = 200;
  private static final int REDIRECTS = 300;
  private static final int GONE = 410;
  private static final int HTTPS_PORT = 443;
  private static final int HTTP_PORT = 80;

  private final AddressGuard guard;
  private final HttpClient direct;
  private final HttpClient proxied;
  private final WebhookConfig config;
  private final Clock clock;

  @Inject
  HttpWebhookPost(Vertx vertx, WebhookConfig config, Clock clock) {
    this(vertx, config, AddressGuard.Resolver.SYSTEM, clock);
  }

  HttpWebhookPost(Vertx vertx, WebhookConfig config, AddressGuard.Resolver resolver, Clock clock) {
    this.guard =
        new AddressGuard(
            InternalHosts.parse(config.internal().orElse(List.of())),
            config.proxy().isPresent(),
            resolver);
    this.direct = vertx.createHttpClient(options(config));
    this.proxied =
        config
            .proxy()
            .map(proxy -> options(config).setProxyOptions(proxy(HostAndPort.parse(proxy), config)))
            .map(vertx::createHttpClient)
            .orElse(direct);
    this.config = config;
    this.clock = clock;
  }

  private static HttpClientOptions options(WebhookConfig config) {
    var options =
        new HttpClientOptions()
            .setKeepAlive(false)
            .setVerifyHost(true)
            .setConnectTimeout((int) config.connectTimeout().toMillis())
            .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
            .setIdleTimeout((int) config.timeout().toMillis())
            .setMaxPoolSize(MOST_CONNECTIONS);
    config
        .caFile()
        .ifPresent(
            file -> options.setTrustOptions(new PemTrustOptions().addCertPath(file.toString())));
    return options;
  }

  private static ProxyOptions proxy(HostAndPort address, WebhookConfig config) {
    var options =
        new ProxyOptions().setType(ProxyType.HTTP).setHost(address.host()).setPort(address.port());
    config.proxyUsername().ifPresent(options::setUsername);
    password(config).ifPresent(options::setPassword);
    return options;
  }

  private static Optional<String> password(WebhookConfig config) {
    var setting = new SecretSetting("dinggate.webhook.proxy-password");
    return setting.read(
        key ->
            key.equals(setting.key())
                ? config.proxyPassword().orElse(null)
                : config.proxyPasswordFile().map(Object::toString).orElse(null));
  }

  @Override
  public void send(URI url, Map<String, String> headers, String body)
      throws DeliveryFailedException {
    var way = guard.way(url);
    var begun = new AtomicReference<@Nullable HttpClientRequest>();
    var answer =
        client(way)
            .request(options(url, way))
            .compose(
                request -> {
                  begun.set(request);
                  request.putHeader(HttpHeaders.HOST, url.getRawAuthority());
                  headers.forEach(request::putHeader);
                  return request.send(Buffer.buffer(body)).map(HttpWebhookPost::head);
                });
    try {
      judge(await(answer));
    } finally {
      var request = begun.get();
      if (request != null) {
        request.reset(); // whatever still comes, nobody reads it
      }
    }
  }

  private HttpClient client(Way way) {
    return way.address() == null ? proxied : direct;
  }

  private static RequestOptions options(URI url, Way way) {
    var https = url.getScheme().equalsIgnoreCase("https");
    var port = url.getPort() >= 0 ? url.getPort() : https ? HTTPS_PORT : HTTP_PORT;
    var path = url.getRawPath().isEmpty() ? "/" : url.getRawPath();
    var options =
        new RequestOptions()
            .setMethod(HttpMethod.POST)
            .setHost(AddressGuard.host(url))
            .setPort(port)
            .setSsl(https)
            .setURI(url.getRawQuery() == null ? path : path + "?" + url.getRawQuery())
            .setFollowRedirects(false);
    return way.address() == null
        ? options
        : options.setServer(
            SocketAddress.inetSocketAddress(new InetSocketAddress(way.address(), port)));
  }

  /**
   * What counts of an answer.
   *
   * @param status its code
   * @param retryAfter its header; null when it has none
   */
  private record Head(int status, @Nullable String retryAfter) {}

  private static Head head(HttpClientResponse response) {
    response.exceptionHandler(_ -> {}); // its body ends when we say so
    return new Head(response.statusCode(), response.getHeader(HttpHeaders.RETRY_AFTER));
  }

  private Head await(Future<Head> answer) throws DeliveryFailedException {
    try {
      return answer
          .toCompletionStage()
          .toCompletableFuture()
          .get(config.timeout().toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw DeliveryFailedException.passing("no-answer");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw DeliveryFailedException.passing("interrupted");
    } catch (ExecutionException e) {
      throw DeliveryFailedException.passing(reason(e));
    }
  }

  private static String reason(ExecutionException failure) {
    return Stream.<Throwable>iterate(failure, Objects::nonNull, Throwable::getCause)
            .anyMatch(SSLException.class::isInstance)
        ? "not-trusted"
        : "no-connection";
  }

  private void judge(Head head) throws DeliveryFailedException {
    var status = head.status();
    if (status >= OK && status < REDIRECTS) {
      return;
    }
    var reason = "http-" + status;
    if (status == GONE) {
      throw DeliveryFailedException.forGood(reason);
    }
    throw DeliveryFailedException.passing(
        reason, RetryAfter.parse(head.retryAfter(), clock.instant()));
  }

  @PreDestroy
  void close() {
    var _ = direct.close();
    var _ = proxied.close();
  }
}
