package io.dinggate.local.platform;

import io.dinggate.local.platform.Caller.ClientCaller;
import io.dinggate.local.platform.Caller.SessionCaller;
import io.dinggate.model.problem.ApiException;
import io.dinggate.model.problem.ErrorCode;
import io.quarkus.security.UnauthorizedException;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Arrays;
import java.util.Optional;

/**
 * Who calls, for the resources to ask; whether the caller may, {@link OpenTo} says. A request with
 * an {@code Authorization} header is its token's, whatever cookies it carries. Every method that
 * refuses throws: {@link UnauthorizedException} (answered as {@code unauthenticated}) when nobody
 * is known, {@link ApiException} {@code forbidden} with the missing scope or role named when the
 * caller may not. Asking may read the database: not for an event loop.
 */
@RequestScoped
public class CurrentCaller {

  private final HttpHeaders headers;
  private final BearerTokens tokens;
  private final SessionSource sessions;
  private Optional<Caller> known = Optional.empty();

  CurrentCaller(HttpHeaders headers, BearerTokens tokens, SessionSource sessions) {
    this.headers = headers;
    this.tokens = tokens;
    this.sessions = sessions;
  }

  /** Who calls; empty when the request carries neither a session nor a token. */
  public Optional<Caller> find() {
    if (known.isEmpty()) {
      known = look();
    }
    return known;
  }

  /** Anybody who is known. */
  public Caller require() {
    return find().orElseThrow(UnauthorizedException::new);
  }

  /** The program that calls; a person is refused. */
  public ClientCaller requireClient() {
    if (require() instanceof ClientCaller client) {
      return client;
    }
    throw missing("needs an access token");
  }

  /** The signed-in person who calls; a program is refused. */
  public SessionCaller requireSession() {
    if (require() instanceof SessionCaller session) {
      return session;
    }
    throw missing("needs a signed-in person");
  }

  /** Refuses a program whose token lacks the scope; a person needs none. */
  public void requireScope(String scope) {
    if (require() instanceof ClientCaller client && !client.may(scope)) {
      throw missingScope(scope);
    }
  }

  /** Refuses callers that {@code resource} is not open to. */
  void admit(OpenTo resource) {
    switch (require()) {
      case SessionCaller session -> admit(session, resource);
      case ClientCaller client -> admit(client, resource);
    }
  }

  private static void admit(SessionCaller session, OpenTo resource) {
    switch (resource.people()) {
      case EVERYBODY -> {}
      case OPERATORS -> {
        if (!session.operator()) {
          throw missing("needs an operator of the site");
        }
      }
      case NOBODY -> throw missingScope(resource.scope());
    }
  }

  private static void admit(ClientCaller client, OpenTo resource) {
    if (resource.scope().length == 0) {
      throw missing("needs a signed-in person");
    }
    if (Arrays.stream(resource.scope()).noneMatch(client::may)) {
      throw missingScope(resource.scope());
    }
  }

  private Optional<Caller> look() {
    var authorization = headers.getHeaderString(HttpHeaders.AUTHORIZATION);
    if (authorization != null) {
      return tokens.current(authorization).map(Caller.class::cast);
    }
    return Optional.ofNullable(headers.getCookies().get(SessionSource.COOKIE))
        .flatMap(cookie -> sessions.find(cookie.getValue()));
  }

  private static ApiException missingScope(String... scopes) {
    return missing("needs an access token with the scope " + String.join(" or ", scopes));
  }

  private static ApiException missing(String detail) {
    return new ApiException(ErrorCode.FORBIDDEN, detail);
  }
}
