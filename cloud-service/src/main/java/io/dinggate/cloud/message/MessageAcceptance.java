package io.dinggate.cloud.message;

import io.dinggate.cloud.site.CallingSite;
import io.dinggate.model.MessageId;
import io.dinggate.model.message.MessageStatus;
import io.dinggate.model.message.SendMessage;
import java.sql.Connection;
import java.sql.SQLException;

/** Takes in messages that reach the cloud on another way than the site's own call. */
public interface MessageAcceptance {

  /**
   * Stores a message that is new, by the same rules as the site's own call, and runs {@code
   * afterwards} in the unit that stores it; for one that is known, in a unit of its own. All or
   * nothing of it is committed.
   *
   * @throws io.dinggate.model.problem.ApiException when nothing was committed: as the site's own
   *     call is refused
   */
  void accept(CallingSite site, MessageId id, SendMessage message, Afterwards afterwards);

  /** What is committed together with the message. */
  @FunctionalInterface
  interface Afterwards {

    /**
     * Runs its statements.
     *
     * @param status how the message stands in this unit: whatever the site was told of it before is
     *     contained, and whatever it will be told comes after this
     */
    void run(Connection connection, MessageStatus status) throws SQLException;
  }
}
