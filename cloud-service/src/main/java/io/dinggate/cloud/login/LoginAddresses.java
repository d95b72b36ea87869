package io.dinggate.cloud.login;

import io.dinggate.cloud.dingtalk.DingTalkConfig;
import io.dinggate.cloud.platform.CloudConfig;
import io.dinggate.cloud.registry.App;
import io.dinggate.model.login.LoginReturn;
import io.dinggate.model.login.LoginTicket;
import io.dinggate.model.problem.ErrorCode;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;

/** Where the browser is sent in the course of a login. */
@ApplicationScoped
class LoginAddresses {

  private final URI loginPage;
  private final URI callback;

  LoginAddresses(CloudConfig cloud, DingTalkConfig dingTalk) {
    this.loginPage = URI.create(dingTalk.loginUrl() + "/oauth2/auth");
    this.callback = URI.create(cloud.publicUrl() + CallbackResource.PATH);
  }

  /**
   * DingTalk's page: {@code openid corpid} makes it tell the organisation, {@code prompt=consent}
   * makes it use the app's present permissions.
   */
  URI dingTalk(LoginRow login, App app, String state) {
    var query =
        QueryString.of(loginPage)
            .with("redirect_uri", callback.toString())
            .with("response_type", "code")
            .with("client_id", app.clientId())
            .with("scope", "openid corpid")
            .with("state", state)
            .with("prompt", "consent");
    var corp = login.corp();
    if (corp != null) {
      query.with("corpId", corp.value());
    }
    if (login.exclusive()) {
      query.with("exclusiveLogin", "true");
      if (corp != null) {
        query.with("exclusiveCorpId", corp.value());
      }
    }
    return query.toUri();
  }

  /** Back to the site with its ticket. */
  URI siteWithTicket(LoginRow login, LoginTicket ticket) {
    return QueryString.of(login.returnUrl())
        .with(LoginReturn.LOGIN, login.id().value())
        .with(LoginReturn.TICKET, ticket.value())
        .toUri();
  }

  /** Back to the site without one. */
  URI siteWithError(LoginRow login, ErrorCode error) {
    return QueryString.of(login.returnUrl())
        .with(LoginReturn.LOGIN, login.id().value())
        .with(LoginReturn.ERROR, error.wire())
        .toUri();
  }
}
