package io.dinggate.local.cloud;

import io.dinggate.local.cloud.CloudCall.Answered;
import io.dinggate.local.cloud.CloudCall.NoAnswer;
import io.dinggate.local.cloud.CloudCall.NotSent;
import io.dinggate.local.cloud.CloudCall.Refused;
import io.dinggate.model.problem.ApiException;
import io.dinggate.model.problem.ErrorCode;
import io.quarkus.oidc.client.OidcClientException;
import io.smallrye.faulttolerance.api.CircuitBreakerState;
import io.smallrye.faulttolerance.api.Guard;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import jakarta.inject.Singleton;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The one circuit that all calls to the cloud go through for which somebody waits, and the one
 * place that says how a call ended. What the cloud itself answers keeps the circuit closed,
 * whatever it says; a newer cloud may say what this version has no code for.
 */
@Singleton
class CloudCircuit {

  private static final Logger LOG = Logger.getLogger(CloudCircuit.class);

  /** Of no use to our callers: about this site and the cloud, not about what they asked for. */
  private static final Set<ErrorCode> BETWEEN_SERVICES =
      EnumSet.of(
          ErrorCode.UNAUTHENTICATED,
          ErrorCode.FORBIDDEN,
          ErrorCode.SITE_UNKNOWN,
          ErrorCode.INTERNAL,
          ErrorCode.UNKNOWN);

  private static final List<Class<? extends Exception>> NEVER_CONNECTED =
      List.of(
          ConnectException.class,
          UnknownHostException.class,
          SSLHandshakeException.class,
          ConnectionPoolTooBusyException.class);

  /** The error code in an answer of the token endpoint (RFC 6749 section 5.2). */
  private static final Pattern TOKEN_ERROR =
      Pattern.compile("\"error\"\\s*:\\s*\"([a-z_]{1,40})\"");

  private final Guard guard;
  private volatile CircuitBreakerState state = CircuitBreakerState.CLOSED;
  private volatile @Nullable CloudTrouble trouble;
  private final AtomicReference<@Nullable String> toldTokenError = new AtomicReference<>();

  CloudCircuit(CloudConfig config) {
    var circuit = config.circuit();
    this.guard =
        Guard.create()
            .withDescription("cloud")
            .withCircuitBreaker()
            .name("cloud")
            .requestVolumeThreshold(circuit.window())
            .failureRatio(circuit.failureRatio())
            .delay(circuit.delay().toMillis(), ChronoUnit.MILLIS)
            .successThreshold(1)
            .when(CloudCircuit::isUnreachable)
            .onStateChange(this::changed)
            .done()
            .build();
  }

  /**
   * Makes a call that somebody waits for, and once more with a new token when the cloud did not
   * accept the first.
   */
  <T> CloudCall<T> call(Callable<T> call) {
    return twice(() -> guarded(call));
  }

  /**
   * As {@link #call}, for those who come again by themselves, with pauses of their own. They find
   * out as soon as the cloud is back, and their failures keep nobody else from trying.
   */
  <T> CloudCall<T> background(Callable<T> call) {
    return twice(() -> observed(call));
  }

  private <T> CloudCall<T> twice(Callable<T> call) {
    return switch (once(call)) {
      case Refused<T>(var problem) when problem.code() == ErrorCode.UNAUTHENTICATED -> once(call);
      case CloudCall<T> settled -> settled;
    };
  }

  // The guard wants the type of the result; nothing of it depends on that.
  @SuppressWarnings("unchecked")
  private <T> T guarded(Callable<T> call) throws Exception {
    return (T) guard.call(() -> observed(call), Object.class);
  }

  /** Whether calls are refused at once at present. */
  boolean isOpen() {
    return state == CircuitBreakerState.OPEN;
  }

  /** Why the last call did not reach the cloud; null when it did. */
  @Nullable CloudTrouble trouble() {
    return trouble;
  }

  private <T> CloudCall<T> once(Callable<T> call) {
    try (var attempt = CloudAttempt.begin()) {
      try {
        return new Answered<>(call.call());
      } catch (CircuitBreakerOpenException e) {
        return new NotSent<>(unavailable("The circuit to the cloud is open.", null));
      } catch (ApiException problem) {
        return answered(problem);
      } catch (ForeignAnswerException e) {
        LOG.errorf("a call to the cloud was answered by something else: %s", e.getMessage());
        return new NoAnswer<>(unavailable("Something else than the cloud answered.", e));
      } catch (Exception e) {
        tell(e);
        return attempt.wasSent() && !neverConnected(e)
            ? new NoAnswer<>(unavailable("The cloud did not answer in time.", e))
            : new NotSent<>(unavailable("There is no connection to the cloud.", e));
      }
    }
  }

  /** Only the operator can do something about a site that gets no access token; told once. */
  private void tell(Exception failure) {
    causes(failure)
        .filter(OidcClientException.class::isInstance)
        .flatMap(cause -> TOKEN_ERROR.matcher(String.valueOf(cause.getMessage())).results())
        .findFirst()
        .ifPresentOrElse(
            error -> tellTokenError(error.group(1)),
            () -> LOG.debug("a call to the cloud failed", failure));
  }

  private void tellTokenError(String error) {
    if (!error.equals(toldTokenError.getAndSet(error))) {
      LOG.errorf(
          "the cloud gives this site no access token (%s): check dinggate.cloud.client-id and the"
              + " secret or key beside it",
          error);
    }
  }

  /** Inside of the circuit, so that it can say why it opens. */
  private <T> T observed(Callable<T> call) throws Exception {
    try {
      var answer = call.call();
      trouble = null;
      toldTokenError.set(null);
      return answer;
    } catch (Exception e) {
      trouble = isUnreachable(e) ? CloudTrouble.of(e) : null;
      throw e;
    }
  }

  private static <T> CloudCall<T> answered(ApiException problem) {
    var refused = problem.status() < 500 || problem.code() == ErrorCode.OVERLOADED;
    return refused ? new Refused<>(problem) : new NoAnswer<>(problem);
  }

  /** The problem as our own callers may see it. */
  static ApiException forCallers(ApiException problem) {
    if (!BETWEEN_SERVICES.contains(problem.code())) {
      return problem;
    }
    LOG.errorf("the cloud answered this site with %d %s", problem.status(), problem.getMessage());
    return unavailable(
        problem.code() == ErrorCode.UNKNOWN
            ? "The cloud answered with an error that this site's version does not know; the operator"
                + " finds it in the log."
            : "The cloud refused this site's call; the operator finds why in the log.",
        problem);
  }

  private static ApiException unavailable(String detail, @Nullable Exception cause) {
    return new ApiException(ErrorCode.CLOUD_UNAVAILABLE, detail, List.of(), null, cause);
  }

  private static boolean isUnreachable(Throwable failure) {
    return !(failure instanceof ApiException);
  }

  private static boolean neverConnected(Throwable failure) {
    return causes(failure)
        .anyMatch(cause -> NEVER_CONNECTED.stream().anyMatch(type -> type.isInstance(cause)));
  }

  private static Stream<Throwable> causes(Throwable failure) {
    return Stream.iterate(failure, Objects::nonNull, Throwable::getCause);
  }

  /** What to tell about a trouble. */
  static String text(@Nullable CloudTrouble trouble) {
    return trouble == null ? "the calls before this one failed" : trouble.text();
  }

  private void changed(CircuitBreakerState now) {
    state = now;
    switch (now) {
      case OPEN -> LOG.errorf("the cloud cannot be reached, calls pause: %s", text(trouble));
      case HALF_OPEN -> LOG.debug("trying to reach the cloud again");
      case CLOSED -> LOG.info("the cloud can be reached again");
    }
  }
}
