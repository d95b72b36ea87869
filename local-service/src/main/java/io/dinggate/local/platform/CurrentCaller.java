package io.dinggate.local.platform;

import io.dinggate.local.platform.Caller.ClientCaller;
import io.dinggate.local.platform.Caller.SessionCaller;
import io.dinggate.model.problem.ApiException;
import io.dinggate.model.problem.ErrorCode;
import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.RequestScoped;
import java.util.Optional;

/**
 * Who calls, for the resources to ask. Every method that refuses throws {@link ApiException}:
 * {@code unauthenticated} when nobody is known, {@code forbidden} with the missing scope or role
 * named when the caller may not. Asking may read the database: not for an event loop.
 */
@RequestScoped
public class CurrentCaller {

  /** Attribute of the security identity that holds the {@link SessionCaller}. */
  public static final String SESSION_CALLER = "dinggate.session-caller";

  private final CurrentIdentityAssociation association;

  CurrentCaller(CurrentIdentityAssociation association) {
    this.association = association;
  }

  /** Who calls; empty when the request carries neither a session nor a token. */
  public Optional<Caller> find() {
    SecurityIdentity identity = association.getIdentity();
    if (identity.isAnonymous()) {
      return Optional.empty();
    }
    SessionCaller session = identity.getAttribute(SESSION_CALLER);
    return Optional.of(
        session != null
            ? session
            : new ClientCaller(identity.getPrincipal().getName(), identity.getRoles()));
  }

  /** Anybody who is known. */
  public Caller require() {
    return find().orElseThrow(() -> new ApiException(ErrorCode.UNAUTHENTICATED));
  }

  /** A program whose token allows {@code scope}; a session is refused. */
  public ClientCaller requireScope(String scope) {
    if (require() instanceof ClientCaller client && client.may(scope)) {
      return client;
    }
    throw missing("needs an access token with the scope " + scope);
  }

  /** A signed-in person; a program is refused. */
  public SessionCaller requireSession() {
    if (require() instanceof SessionCaller session) {
      return session;
    }
    throw missing("needs a signed-in person");
  }

  /** A signed-in person, or a program whose token allows {@code scope}. */
  public Caller requireSessionOrScope(String scope) {
    return require() instanceof SessionCaller session ? session : requireScope(scope);
  }

  /** A signed-in operator, or a program whose token allows {@link Scopes#OPERATOR}. */
  public Caller requireOperator() {
    return requireOperatorOrScope(Scopes.OPERATOR);
  }

  /** A signed-in operator, or a program whose token allows {@code scope}. */
  public Caller requireOperatorOrScope(String scope) {
    if (require() instanceof SessionCaller session) {
      if (session.operator()) {
        return session;
      }
      throw missing("needs an operator of the site");
    }
    return requireScope(scope);
  }

  private static ApiException missing(String detail) {
    return new ApiException(ErrorCode.FORBIDDEN, detail);
  }
}
