package io.dinggate.cloud.login;

import io.dinggate.cloud.site.Audit;
import io.dinggate.cloud.site.AuditEntry;
import io.dinggate.cloud.site.CallingSite;
import io.dinggate.model.login.InAppLogin;
import io.dinggate.model.login.LoginResult;
import io.dinggate.model.problem.ApiException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.temporal.ChronoUnit;

/** Logins of people who are inside DingTalk already; nothing is stored of them. */
@ApplicationScoped
class InAppLogins {

  private final Identification identification;
  private final Audit audit;
  private final Clock clock;

  InAppLogins(Identification identification, Audit audit, Clock clock) {
    this.identification = identification;
    this.audit = audit;
    this.clock = clock;
  }

  /** Exchanges the client's code and checks the person as every other login does. */
  LoginResult signIn(CallingSite site, InAppLogin request) {
    try {
      var app = site.loginApp(request.corp(), request.app());
      var user = identification.byClient(app, request.corp(), request.code());
      return new LoginResult(user, app.id(), clock.instant().truncatedTo(ChronoUnit.MILLIS));
    } catch (ApiException e) {
      audit.write(
          new AuditEntry(AuditEntry.site(site.id()), "login.in-app", null, e.code().wire()));
      throw e;
    }
  }
}
