package io.dinggate.cloud.message;

import io.dinggate.cloud.registry.App;
import io.dinggate.model.UserRef;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Set;

/** Knows whom an app has sent as many messages as DingTalk lets it on one day. */
@FunctionalInterface
interface DailyRoom {

  /**
   * Those of {@code people} who get no more of the app that day.
   *
   * @param day of Shanghai, see {@link ShanghaiTime#day}
   */
  Set<UserRef> full(App app, long day, Collection<UserRef> people) throws SQLException;
}
