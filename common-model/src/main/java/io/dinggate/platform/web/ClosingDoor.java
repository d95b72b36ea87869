package io.dinggate.platform.web;

import io.dinggate.model.problem.ApiException;
import io.dinggate.model.problem.ErrorCode;
import jakarta.annotation.Priority;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;
import java.time.Duration;
import java.util.List;

/**
 * Lets nobody in any more once the service was asked to end. The server itself waits for those who
 * are in, but goes on taking requests meanwhile: under load it would wait until its patience ends,
 * and then cut off whoever is in at that moment. Thread-safe.
 */
@Provider
@PreMatching
@Priority(Priorities.AUTHENTICATION - 850)
public final class ClosingDoor implements ContainerRequestFilter {

  /** How soon a service that restarts is back (G10). */
  private static final Duration BACK_WITHIN = Duration.ofSeconds(10);

  private static final String PAGE =
      """
      <!doctype html>
      <html lang="en">
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width">
      <title>DingGate</title>
      <p lang="zh">服务正在重启，本页会自动重新加载。</p>
      <p>The service restarts. This page loads again by itself.</p>
      </html>
      """;

  private volatile boolean closed;

  /**
   * From now on every request is answered {@code OVERLOADED}, or for a person with a page that says
   * so and loads again, before anything was done for it.
   */
  public void close() {
    closed = true;
  }

  @Override
  public void filter(ContainerRequestContext request) {
    if (!closed) {
      return;
    }
    if (isForAPerson(request)) {
      request.abortWith(page());
    } else {
      throw new ApiException(
          ErrorCode.OVERLOADED, "The service restarts.", List.of(), BACK_WITHIN, null);
    }
  }

  /** A page that a browser goes to; nothing was done for it yet, so it may go there again. */
  private static boolean isForAPerson(ContainerRequestContext request) {
    var accepted = request.getHeaderString(HttpHeaders.ACCEPT);
    return request.getMethod().equals(HttpMethod.GET)
        && accepted != null
        && accepted.contains(MediaType.TEXT_HTML);
  }

  private static Response page() {
    return Response.status(Response.Status.SERVICE_UNAVAILABLE)
        .type(MediaType.TEXT_HTML_TYPE.withCharset("utf-8"))
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .header(HttpHeaders.RETRY_AFTER, BACK_WITHIN.toSeconds())
        .header("Refresh", BACK_WITHIN.toSeconds())
        .header("Referrer-Policy", "no-referrer")
        .header("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
        .entity(PAGE)
        .build();
  }
}
