package io.dinggate.cloud.message;

import io.dinggate.cloud.site.CurrentSite;
import io.dinggate.cloud.site.Scopes;
import io.dinggate.model.MessageId;
import io.dinggate.model.message.BatchAnswer;
import io.dinggate.model.message.MessagePreview;
import io.dinggate.model.message.MessageStatus;
import io.dinggate.model.message.MessagesApi;
import io.dinggate.model.message.SendBatch;
import io.dinggate.model.message.SendMessage;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;

/** Messages, as a site hands them in. */
@RunOnVirtualThread
class MessagesResource implements MessagesApi {

  private final CurrentSite site;
  private final MessageIntake intake;
  private final Previews previews;
  private final Recalls recalls;

  MessagesResource(CurrentSite site, MessageIntake intake, Previews previews, Recalls recalls) {
    this.site = site;
    this.intake = intake;
    this.previews = previews;
    this.recalls = recalls;
  }

  @Override
  @RolesAllowed(Scopes.MESSAGES_SEND)
  public MessageStatus send(MessageId id, SendMessage message) {
    return intake.send(site.get(), id, message);
  }

  @Override
  @RolesAllowed(Scopes.MESSAGES_READ)
  public MessageStatus status(MessageId id) {
    return intake.status(site.get(), id);
  }

  @Override
  @RolesAllowed(Scopes.MESSAGES_SEND)
  public BatchAnswer sendAll(SendBatch batch) {
    return intake.sendAll(site.get(), batch);
  }

  @Override
  @RolesAllowed(Scopes.MESSAGES_SEND)
  public MessagePreview preview(SendMessage message) {
    return previews.preview(site.get(), message);
  }

  @Override
  @RolesAllowed(Scopes.MESSAGES_SEND)
  public MessageStatus cancel(MessageId id) {
    return intake.cancel(site.get(), id);
  }

  @Override
  @RolesAllowed(Scopes.MESSAGES_SEND)
  public MessageStatus recall(MessageId id) {
    recalls.want(site.get(), id);
    return intake.status(site.get(), id);
  }

  @Override
  @RolesAllowed(Scopes.MESSAGES_SEND)
  public MessageStatus requeue(MessageId id) {
    return intake.requeue(site.get(), id);
  }
}
