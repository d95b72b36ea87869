package io.dinggate.e2e.walk;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A person's browser without a screen. Keeps cookies by host name, {@code __Host-} ones on loopback
 * http too, as Chromium does and Java's own cookie manager does not; follows redirects. Not
 * thread-safe.
 */
public final class Browser {

  private static final int MOST_REDIRECTS = 10;
  private static final HttpClient HTTP =
      HttpClient.newBuilder()
          .connectTimeout(Duration.ofSeconds(5))
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();

  private final Map<String, Map<String, String>> cookies = new TreeMap<>();

  /** Opens an address and follows where it leads. */
  public Page open(URI address) {
    return follow(HttpRequest.newBuilder(address).GET());
  }

  /** Opens an address and stays there, even when it answers a redirect. */
  public Page openOnly(URI address) {
    return send(HttpRequest.newBuilder(address).GET(), List.of());
  }

  /** Submits a form and follows where it leads. */
  public Page submit(URI action, Map<String, String> fields) {
    return follow(form(action, fields));
  }

  /** Submits a form and stays there, even when it answers a redirect. */
  public Page submitOnly(URI action, Map<String, String> fields) {
    return send(form(action, fields), List.of());
  }

  /** Sends JSON as a script of the same origin does. */
  public Page json(String method, URI address, String body) {
    return send(
        HttpRequest.newBuilder(address)
            .header("Content-Type", "application/json")
            .header("Accept", "application/json")
            .header("Origin", origin(address))
            .method(method, BodyPublishers.ofString(body)),
        List.of());
  }

  /** The cookies that this browser would send to the host. */
  public Map<String, String> cookies(String host) {
    return Map.copyOf(cookies.getOrDefault(host, Map.of()));
  }

  /** Makes this browser send these cookies to the host, as somebody who has stolen them would. */
  public void setCookies(String host, Map<String, String> stolen) {
    cookies.put(host, new LinkedHashMap<>(stolen));
  }

  /** The scheme, host and port of an address. */
  static String origin(URI address) {
    return address.getScheme() + "://" + address.getAuthority();
  }

  private static HttpRequest.Builder form(URI action, Map<String, String> fields) {
    var body =
        fields.entrySet().stream()
            .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
            .collect(Collectors.joining("&"));
    return HttpRequest.newBuilder(action)
        .header("Content-Type", "application/x-www-form-urlencoded")
        .header("Origin", origin(action))
        .POST(BodyPublishers.ofString(body));
  }

  private Page follow(HttpRequest.Builder first) {
    var page = send(first, List.of());
    while (page.status() >= 300 && page.status() < 400 && !page.header("Location").isEmpty()) {
      if (page.hops().size() > MOST_REDIRECTS) {
        throw new WalkException("redirected in circles: " + page.hops().size() + " times");
      }
      var next = page.url().resolve(page.header("Location"));
      page = send(HttpRequest.newBuilder(next).GET(), page.hops());
    }
    return page;
  }

  private Page send(HttpRequest.Builder builder, List<URI> before) {
    var address = builder.copy().build().uri();
    var jar = cookies.computeIfAbsent(address.getHost(), _ -> new LinkedHashMap<>());
    if (!jar.isEmpty()) {
      builder.header(
          "Cookie",
          jar.entrySet().stream()
              .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
              .collect(Collectors.joining("; ")));
    }
    var answer = exchange(builder.timeout(Duration.ofSeconds(60)).build());
    answer.headers().allValues("Set-Cookie").forEach(line -> keep(jar, line));
    var hops = new ArrayList<>(before);
    hops.add(address);
    return new Page(address, answer.statusCode(), answer.headers(), answer.body(), hops);
  }

  /** Sends one request; shared with callers that are no browser. */
  static HttpResponse<String> exchange(HttpRequest request) {
    try {
      return HTTP.send(request, BodyHandlers.ofString(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new WalkException(
          "no answer from " + origin(request.uri()) + request.uri().getPath() + ": " + e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new WalkException("interrupted");
    }
  }

  private static void keep(Map<String, String> jar, String setCookie) {
    var parts = setCookie.split(";");
    var pair = parts[0].split("=", 2);
    var name = pair[0].strip();
    var gone =
        List.of(parts).stream()
            .map(part -> part.strip().toLowerCase(Locale.ROOT))
            .anyMatch("max-age=0"::equals);
    if (gone) {
      jar.remove(name);
    } else {
      jar.put(name, pair.length == 2 ? pair[1].strip() : "");
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
