package io.dinggate.local.message;

import io.dinggate.local.cloud.CloudCall;
import io.dinggate.local.cloud.CloudGateway;
import io.dinggate.model.MessageId;
import io.dinggate.model.message.BatchAnswer;
import io.dinggate.model.message.MessagePreview;
import io.dinggate.model.message.MessageStatus;
import io.dinggate.model.message.SendBatch;
import io.dinggate.model.message.SendMessage;
import jakarta.enterprise.context.ApplicationScoped;

/** The cloud as the gateway reaches it. */
@ApplicationScoped
class GatewayMailbox implements CloudMailbox {

  private final CloudGateway cloud;

  GatewayMailbox(CloudGateway cloud) {
    this.cloud = cloud;
  }

  @Override
  public CloudCall<BatchAnswer> sendAll(SendBatch batch) {
    return cloud.sendAll(batch);
  }

  @Override
  public CloudCall<MessageStatus> send(MessageId id, SendMessage message) {
    return cloud.send(id, message);
  }

  @Override
  public CloudCall<MessageStatus> cancel(MessageId id) {
    return cloud.cancel(id);
  }

  @Override
  public CloudCall<MessageStatus> recall(MessageId id) {
    return cloud.recall(id);
  }

  @Override
  public CloudCall<MessageStatus> requeue(MessageId id) {
    return cloud.requeue(id);
  }

  @Override
  public CloudCall<MessageStatus> status(MessageId id) {
    return cloud.status(id);
  }

  @Override
  public MessagePreview preview(SendMessage message) {
    return cloud.preview(message);
  }
}
