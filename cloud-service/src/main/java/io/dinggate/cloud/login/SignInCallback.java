package io.dinggate.cloud.login;

import io.dinggate.cloud.dingtalk.DingTalkException;
import io.dinggate.cloud.login.CallbackAnswer.GoTo;
import io.dinggate.cloud.login.CallbackAnswer.Refusal;
import io.dinggate.cloud.login.CallbackAnswer.Refused;
import io.dinggate.cloud.login.CallbackSteps.Step;
import io.dinggate.cloud.platform.Reads;
import io.dinggate.cloud.platform.Turns;
import io.dinggate.cloud.registry.Registry;
import io.dinggate.cloud.site.Audit;
import io.dinggate.cloud.site.AuditEntry;
import io.dinggate.cloud.site.CallingSite;
import io.dinggate.model.login.LoginUser;
import io.dinggate.model.problem.ApiException;
import io.dinggate.model.problem.ErrorCode;
import io.dinggate.platform.SingleFlight;
import io.quarkus.logging.Log;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;

/**
 * Takes browsers back from DingTalk. A code reaches DingTalk only if its state is known, new and
 * not expired, after the transaction has durably moved to {@code EXCHANGING}, and once.
 */
@ApplicationScoped
class SignInCallback {

  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final Turns<String> turns = new Turns<>();
  private final SingleFlight<Reload, CallbackAnswer> reloads = new SingleFlight<>();
  private final Reads reads;
  private final CallbackSteps steps;
  private final LoginSecrets secrets;
  private final LoginAddresses addresses;
  private final Identification identification;
  private final Registry registry;
  private final Audit audit;

  SignInCallback(
      Reads reads,
      CallbackSteps steps,
      LoginSecrets secrets,
      LoginAddresses addresses,
      Identification identification,
      Registry registry,
      Audit audit) {
    this.reads = reads;
    this.steps = steps;
    this.secrets = secrets;
    this.addresses = addresses;
    this.identification = identification;
    this.registry = registry;
    this.audit = audit;
  }

  /** The person signed in at DingTalk and brings a code. */
  CallbackAnswer signedIn(String state, String code) {
    var codeIndex = secrets.codeIndex(code);
    return reloads.run(
        new Reload(secrets.stateIndex(state), codeIndex), () -> signedIn(state, code, codeIndex));
  }

  private CallbackAnswer signedIn(String state, String code, String codeIndex) {
    return inTurn(
        state,
        site ->
            switch (steps.offer(secrets.stateIndex(state), codeIndex)) {
              case Step.Exchange(var login) -> exchange(site, login, code);
              case Step.Again(var login, var ticket) ->
                  new GoTo(addresses.siteWithTicket(login, ticket));
              case Step.Anew(var login, var freshState) ->
                  new GoTo(addresses.dingTalk(login, site.loginApp(login.app()), freshState));
              case Step.Failed(var login, var why) -> ended(login, why);
              case Step.FailedBefore(var login) -> replayed(login);
              case Step.Replayed(var login) -> replayed(login);
              case Step.Gone _ -> unknown("unknown-state");
            });
  }

  /** The person said no at DingTalk, or could not sign in there. */
  CallbackAnswer declined(String state) {
    return inTurn(
        state,
        _ ->
            switch (steps.decline(secrets.stateIndex(state))) {
              case Step.Failed(var login, var why) -> ended(login, why);
              case Step.Replayed(var login) -> replayed(login);
              case Step _ -> unknown("unknown-state");
            });
  }

  /** The browser brings what DingTalk never sends. */
  CallbackAnswer malformed() {
    return unknown("malformed");
  }

  /** What the same address comes to: a browser that asks for it twice gets one answer twice. */
  private record Reload(String stateIndex, String codeIndex) {}

  @FunctionalInterface
  private interface Work {
    CallbackAnswer run(CallingSite site);
  }

  /** Requests with the same state wait for each other; those with an unknown one for nobody. */
  private CallbackAnswer inTurn(String state, Work work) {
    var stateIndex = secrets.stateIndex(state);
    var login = reads.query(connection -> LoginTable.findByState(connection, stateIndex));
    if (login.isEmpty()) {
      return unknown("unknown-state");
    }
    var site = siteOf(login.get());
    if (site.isEmpty()) {
      audit.write(
          new AuditEntry(
              AuditEntry.BROWSER, "login.callback", login.get().id().value(), "site-gone"));
      return new Refused(Refusal.SITE_GONE);
    }
    return turns
        .take(stateIndex, PATIENCE, _ -> work.run(site.get()))
        .orElseGet(() -> new Refused(Refusal.BROKEN));
  }

  private Optional<CallingSite> siteOf(LoginRow login) {
    var snapshot = registry.snapshot();
    return snapshot
        .site(login.site())
        .filter(site -> LoginStart.allows(site, login.returnUrl()))
        .map(site -> new CallingSite(site, snapshot));
  }

  private CallbackAnswer exchange(CallingSite site, LoginRow login, String code) {
    LoginUser user;
    try {
      user = identification.bySignInPage(site, site.loginApp(login.app()), login.corp(), code);
    } catch (ApiException e) {
      // The browser learns the code only; what an operator has to do stands in DingTalk's words.
      Log.warnf("login %s cannot go on: %s", login.id(), words(e));
      return failed(login, e.code());
    } catch (RuntimeException e) {
      Log.errorf(e, "login %s failed", login.id());
      return failed(login, ErrorCode.LOGIN_FAILED);
    }
    return new GoTo(addresses.siteWithTicket(login, steps.done(login, user)));
  }

  private static String words(ApiException refused) {
    return refused.getCause() instanceof DingTalkException cause
        ? refused.getMessage() + "; " + cause.getMessage()
        : String.valueOf(refused.getMessage());
  }

  private CallbackAnswer failed(LoginRow login, ErrorCode why) {
    steps.failed(login, why);
    return ended(login, why);
  }

  private CallbackAnswer ended(LoginRow login, ErrorCode why) {
    audit.log(new AuditEntry(AuditEntry.BROWSER, "login.callback", login.id().value(), why.wire()));
    return new GoTo(addresses.siteWithError(login, why));
  }

  private CallbackAnswer replayed(LoginRow login) {
    audit.write(
        new AuditEntry(AuditEntry.BROWSER, "login.callback", login.id().value(), "replayed"));
    return new Refused(Refusal.NOT_VALID);
  }

  private CallbackAnswer unknown(String reason) {
    audit.write(new AuditEntry(AuditEntry.BROWSER, "login.callback", null, reason));
    return new Refused(Refusal.NOT_VALID);
  }
}
