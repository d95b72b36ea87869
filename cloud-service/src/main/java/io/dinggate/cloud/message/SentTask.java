package io.dinggate.cloud.message;

import io.dinggate.model.AppId;
import io.dinggate.model.CorpId;
import java.time.Instant;

/**
 * A task that DingTalk took, and that something is to be asked about or done with.
 *
 * @param id of the task
 * @param message the row of its message
 * @param corp whose people got it
 * @param app sent it
 * @param agentId by which it was sent
 * @param dingTalkTask DingTalk's id
 * @param beganAt when it was sent
 * @param unsure how many other calls were made for it whose end is not known
 * @param tries how often was asked before
 * @param resends how many tasks before this one DingTalk dropped for its people
 * @param position of one of its recipients
 * @param lease by which this worker holds it: the due time that it has set
 */
record SentTask(
    String id,
    String message,
    CorpId corp,
    AppId app,
    long agentId,
    long dingTalkTask,
    Instant beganAt,
    int unsure,
    int tries,
    int resends,
    int position,
    Instant lease) {

  /** Whether its people may have the message by another call too, of which no id is known. */
  boolean mayHaveArrivedBefore() {
    return unsure > 0;
  }
}
