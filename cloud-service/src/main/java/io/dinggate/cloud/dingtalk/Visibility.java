package io.dinggate.cloud.dingtalk;

import io.dinggate.model.UserId;
import java.util.List;

/**
 * What of a corp an app may see.
 *
 * @param departments DingTalk's ids, each with everything below it; 1 is the whole corp
 * @param users people who are named one by one
 */
public record Visibility(List<Long> departments, List<UserId> users) {

  public Visibility {
    departments = List.copyOf(departments);
    users = List.copyOf(users);
  }

  @Override
  public String toString() {
    return "Visibility[" + departments.size() + " departments, " + users.size() + " users]";
  }
}
