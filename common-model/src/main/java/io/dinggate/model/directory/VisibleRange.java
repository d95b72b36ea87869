package io.dinggate.model.directory;

import io.dinggate.model.AppId;
import io.dinggate.model.CorpId;
import io.dinggate.model.UserId;
import java.util.List;

/**
 * What of a corp an app may see: these departments with everything below them, and these users.
 *
 * @param corp the organisation
 * @param app the app
 * @param departments DingTalk's ids; 1 is the whole corp
 * @param users people who are named one by one, whatever departments they belong to
 */
public record VisibleRange(CorpId corp, AppId app, List<Long> departments, List<UserId> users) {

  public VisibleRange {
    departments = List.copyOf(departments);
    users = List.copyOf(users);
  }

  @Override
  public String toString() {
    return "VisibleRange[" + corp + ", " + app + "]";
  }
}
