package io.dinggate.local.cloud;

import io.dinggate.model.CorpId;
import io.dinggate.model.MessageId;
import io.dinggate.model.UserRef;
import io.dinggate.model.directory.Corps;
import io.dinggate.model.directory.DirectoryUser;
import io.dinggate.model.directory.FindUser;
import io.dinggate.model.login.AbandonLogin;
import io.dinggate.model.login.AcknowledgeLogin;
import io.dinggate.model.login.InAppLogin;
import io.dinggate.model.login.LoginResult;
import io.dinggate.model.login.RedeemTicket;
import io.dinggate.model.login.StartLogin;
import io.dinggate.model.login.StartedLogin;
import io.dinggate.model.message.MessageStatus;
import io.dinggate.model.message.SendMessage;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/**
 * The cloud as this site sees it. Every call blocks, has a deadline and goes through one circuit;
 * what goes wrong is an {@code ApiException}: the cloud's own problem, or {@code
 * cloud-unavailable}. Nothing is retried here. Never to be called inside a transaction. Safe for
 * concurrent use.
 */
@ApplicationScoped
public class CloudGateway {

  private final CloudLoginClient logins;
  private final CloudDirectoryClient directory;
  private final CloudMessagesClient messages;

  CloudGateway(
      @RestClient CloudLoginClient logins,
      @RestClient CloudDirectoryClient directory,
      @RestClient CloudMessagesClient messages) {
    this.logins = logins;
    this.directory = directory;
    this.messages = messages;
  }

  /** See {@code LoginApi.start}. */
  public StartedLogin startLogin(StartLogin request) {
    return logins.start(request);
  }

  /** See {@code LoginApi.redeem}. */
  public LoginResult redeem(RedeemTicket request) {
    return logins.redeem(request);
  }

  /** See {@code LoginApi.acknowledge}. */
  public void acknowledge(AcknowledgeLogin request) {
    logins.acknowledge(request);
  }

  /** See {@code LoginApi.abandon}. */
  public void abandon(AbandonLogin request) {
    logins.abandon(request);
  }

  /** See {@code LoginApi.inApp}. */
  public LoginResult inAppLogin(InAppLogin request) {
    return logins.inApp(request);
  }

  /** The site's corps. */
  public Corps corps() {
    return directory.corps();
  }

  /** One user, as DingTalk knows it at this moment. */
  public DirectoryUser user(UserRef user) {
    return directory.user(user.corp(), user.userId(), null);
  }

  /** One user by union id or mobile. */
  public DirectoryUser find(CorpId corp, FindUser request) {
    return directory.find(corp, request);
  }

  /** Hands a message over; tells apart what certainly was not sent from what has no answer. */
  public CloudCall<MessageStatus> send(MessageId id, SendMessage message) {
    return new CloudCall.Answered<>(messages.send(id, message));
  }

  /** What became of a message of this site. */
  public MessageStatus status(MessageId id) {
    return messages.status(id);
  }
}
