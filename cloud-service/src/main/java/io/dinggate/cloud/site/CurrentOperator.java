package io.dinggate.cloud.site;

import io.dinggate.cloud.registry.Operator;
import io.dinggate.cloud.registry.Registry;
import io.dinggate.cloud.registry.Snapshot;
import io.dinggate.model.problem.ApiException;
import io.dinggate.model.problem.ErrorCode;
import jakarta.enterprise.context.RequestScoped;
import java.util.Optional;
import org.eclipse.microprofile.jwt.JsonWebToken;

/**
 * The operator that the request's access token stands for. Serves requests behind a {@code
 * RolesAllowed} only.
 */
@RequestScoped
public class CurrentOperator {

  /** No site's id has a colon, so no token of one stands for the other. */
  private static final String SUBJECT = "operator:";

  private final JsonWebToken token;
  private final Registry registry;
  private final TokenConfig config;

  CurrentOperator(JsonWebToken token, Registry registry, TokenConfig config) {
    this.token = token;
    this.registry = registry;
    this.config = config;
  }

  /** What the tokens of an operator say that they stand for. */
  static String subject(Operator operator) {
    return SUBJECT + operator.id();
  }

  /**
   * The operator, as the registry has it now.
   *
   * @throws ApiException {@code UNAUTHENTICATED} when the token stands for none, or for one that
   *     has left the registry
   */
  public Operator get() {
    return find(registry.snapshot())
        .orElseThrow(
            () -> new ApiException(ErrorCode.UNAUTHENTICATED, "This operator is not registered."));
  }

  private Optional<Operator> find(Snapshot snapshot) {
    var claim = config.clientIdClaim();
    if (claim.isPresent()) {
      return token
          .<Object>claim(claim.get())
          .map(Object::toString)
          .flatMap(snapshot::operatorByClientId);
    }
    var subject = token.getSubject();
    return subject != null && subject.startsWith(SUBJECT)
        ? snapshot.operator(subject.substring(SUBJECT.length()))
        : Optional.empty();
  }
}
