package io.dinggate.cloud.message;

import io.dinggate.cloud.registry.App;
import io.dinggate.model.CorpId;
import io.dinggate.model.UserId;
import java.util.List;

/**
 * One call to be made.
 *
 * @param id of the task
 * @param corp whose people get it
 * @param app sends it
 * @param positions of the recipients in the message's body
 * @param users the recipients, in the same order
 */
record PlannedTask(String id, CorpId corp, App app, List<Integer> positions, List<UserId> users) {

  PlannedTask {
    positions = List.copyOf(positions);
    users = List.copyOf(users);
  }
}
