package io.dinggate.local.message;

import io.dinggate.local.cloud.CloudCall;
import io.dinggate.model.MessageId;
import io.dinggate.model.message.BatchAnswer;
import io.dinggate.model.message.MessagePreview;
import io.dinggate.model.message.MessageStatus;
import io.dinggate.model.message.SendBatch;
import io.dinggate.model.message.SendMessage;

/** What is said to the cloud of messages; see {@code MessagesApi}. Never inside a transaction. */
interface CloudMailbox {

  CloudCall<BatchAnswer> sendAll(SendBatch batch);

  CloudCall<MessageStatus> send(MessageId id, SendMessage message);

  CloudCall<MessageStatus> cancel(MessageId id);

  CloudCall<MessageStatus> recall(MessageId id);

  CloudCall<MessageStatus> requeue(MessageId id);

  CloudCall<MessageStatus> status(MessageId id);

  /** Throws the cloud's problem, or {@code cloud-unavailable}. */
  MessagePreview preview(SendMessage message);
}
