package io.dinggate.local.binding;

import io.dinggate.local.binding.BindingAudit.Action;
import io.dinggate.local.platform.Caller.ClientCaller;
import io.dinggate.local.platform.Caller.SessionCaller;
import io.dinggate.model.problem.ApiException;
import io.dinggate.model.problem.ErrorCode;
import io.dinggate.platform.Ids;
import io.dinggate.platform.Tokens;
import io.dinggate.platform.keys.SecretHash;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * One-time permissions to bind oneself to a staff. The holder proves the staff by the secret and
 * the user by a fresh login; neither alone binds anybody.
 */
@ApplicationScoped
class Invitations {

  private final InvitationRepository repository;
  private final Bindings bindings;
  private final BindingAudit audit;
  private final BindingConfig config;
  private final Clock clock;
  private final URI page;

  Invitations(
      InvitationRepository repository,
      Bindings bindings,
      BindingAudit audit,
      BindingConfig config,
      Clock clock,
      @ConfigProperty(name = "dinggate.public-url") URI publicUrl) {
    this.repository = repository;
    this.bindings = bindings;
    this.audit = audit;
    this.config = config;
    this.clock = clock;
    this.page = publicUrl.resolve("/console/invitation");
  }

  /**
   * Makes an invitation; its secret is not kept and cannot be told again.
   *
   * @throws ApiException {@code validation} for a lifetime that is not between a second and the
   *     configured most
   */
  @Transactional
  MintedInvitation mint(ClientCaller caller, NewInvitation request) {
    var secret = Tokens.random256();
    var row = new InvitationEntity();
    row.id = Ids.uuidV7();
    row.secretHash = SecretHash.of(secret);
    row.tenantId = request.tenantId().value();
    row.staffId = request.staffId().value();
    row.createdBy = caller.key();
    row.createdAt = now();
    row.expiresAt = row.createdAt.plus(lifetime(request)).truncatedTo(ChronoUnit.MILLIS);
    repository.persist(row);
    audit.note(caller, Action.INVITE, request.staff(), null, row.id);
    return new MintedInvitation(secret, URI.create(page + "#" + secret), row.expiresAt);
  }

  private Duration lifetime(NewInvitation request) {
    var wanted = request.expiresIn();
    if (wanted == null) {
      return config.invitation().lifetime();
    }
    if (wanted.toSeconds() < 1 || wanted.compareTo(config.invitation().lifetimeAtMost()) > 0) {
      throw ApiException.invalid(
          "expiresIn", "must be from PT1S to " + config.invitation().lifetimeAtMost());
    }
    return wanted;
  }

  /**
   * What the invitation would do; uses nothing up.
   *
   * @throws ApiException {@code invitation-invalid} when it never was, was used, or has expired
   */
  @Transactional
  InvitationView view(String secret) {
    return repository
        .open(secret, now())
        .map(
            row -> new InvitationView(row.staff().tenantId(), row.staff().staffId(), row.expiresAt))
        .orElseThrow(() -> new ApiException(ErrorCode.INVITATION_INVALID));
  }

  /**
   * Binds the signed-in person to the staff of the invitation and uses it up, both or neither.
   *
   * @throws ApiException {@code login-not-fresh}, {@code invitation-invalid} or {@code
   *     binding-conflict}; in each case the invitation stays as it was
   */
  @Transactional
  Binding accept(SessionCaller person, String secret) {
    var now = now();
    if (person.signedInAt().plus(config.freshLogin()).isBefore(now)) {
      throw new ApiException(ErrorCode.LOGIN_NOT_FRESH);
    }
    var invitation =
        repository
            .open(secret, now)
            .filter(open -> repository.use(open.id, now, person.key()))
            .orElseThrow(() -> new ApiException(ErrorCode.INVITATION_INVALID));
    return bindings.bind(person, invitation.staff(), person.user(), invitation.id);
  }

  /** Forgets invitations a month after their end; the audit keeps what was done by them. */
  @Transactional
  @Scheduled(every = "6h", delayed = "10m")
  void forget() {
    repository.deleteExpiredBefore(now().minus(Duration.ofDays(30)));
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
