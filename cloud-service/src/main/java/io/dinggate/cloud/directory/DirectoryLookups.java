package io.dinggate.cloud.directory;

import io.dinggate.cloud.site.CallingSite;
import io.dinggate.model.AppId;
import io.dinggate.model.DepartmentRef;
import io.dinggate.model.UserRef;
import io.dinggate.model.directory.DirectoryDepartment;
import io.dinggate.model.directory.DirectoryUser;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Look-ups that reach the cloud on another way than the site's own call; by the same rules, paced
 * together with it.
 */
public interface DirectoryLookups {

  /**
   * Asks DingTalk for a user.
   *
   * @param app the app to ask by; null for the corp's default login app
   * @throws io.dinggate.model.problem.ApiException as the site's own call is refused
   */
  DirectoryUser user(CallingSite site, UserRef user, @Nullable AppId app);

  /**
   * Asks DingTalk for the departments right below one, in DingTalk's order.
   *
   * @param app the app to ask by; null for the corp's default login app
   * @throws io.dinggate.model.problem.ApiException as the site's own call is refused
   */
  List<DirectoryDepartment> departments(
      CallingSite site, DepartmentRef parent, @Nullable AppId app);
}
