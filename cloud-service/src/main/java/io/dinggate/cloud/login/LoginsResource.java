package io.dinggate.cloud.login;

import io.dinggate.cloud.site.CurrentSite;
import io.dinggate.cloud.site.Scopes;
import io.dinggate.model.login.AbandonLogin;
import io.dinggate.model.login.AcknowledgeLogin;
import io.dinggate.model.login.InAppLogin;
import io.dinggate.model.login.LoginApi;
import io.dinggate.model.login.LoginResult;
import io.dinggate.model.login.RedeemTicket;
import io.dinggate.model.login.StartLogin;
import io.dinggate.model.login.StartedLogin;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;

/** Logins, as a site's local-service drives them. */
@RunOnVirtualThread
@RolesAllowed(Scopes.LOGINS)
class LoginsResource implements LoginApi {

  private final CurrentSite site;
  private final LoginStart start;
  private final LoginTickets tickets;
  private final InAppLogins inApp;

  LoginsResource(CurrentSite site, LoginStart start, LoginTickets tickets, InAppLogins inApp) {
    this.site = site;
    this.start = start;
    this.tickets = tickets;
    this.inApp = inApp;
  }

  @Override
  public StartedLogin start(StartLogin request) {
    return start.start(site.get(), request);
  }

  @Override
  public LoginResult redeem(RedeemTicket request) {
    return tickets.redeem(site.get(), request.ticket(), request.codeVerifier());
  }

  @Override
  public void acknowledge(AcknowledgeLogin request) {
    tickets.acknowledge(site.get(), request.ticket(), request.codeVerifier());
  }

  @Override
  public void abandon(AbandonLogin request) {
    tickets.abandon(site.get(), request.ticket());
  }

  @Override
  public LoginResult inApp(InAppLogin request) {
    return inApp.signIn(site.get(), request);
  }
}
