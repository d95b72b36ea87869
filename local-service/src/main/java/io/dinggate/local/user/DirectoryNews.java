package io.dinggate.local.user;

import io.dinggate.model.AppId;
import io.dinggate.model.CorpId;
import io.dinggate.model.DepartmentRef;
import io.dinggate.model.UserRef;
import java.time.Instant;

/**
 * Where is said what has changed in a corp's directory. What is changed is read anew by way of the
 * cloud afterwards, so each may be said as often as one likes; all of them join the caller's
 * transaction.
 */
public interface DirectoryNews {

  /** Somebody has come, or is described anew. */
  void personChanged(UserRef user);

  /**
   * Somebody has left. As soon as the transaction is committed she is signed in nowhere any more,
   * her bindings are frozen, and a message taken in from then on fails for her. When the cloud says
   * that she is there, because she has come back meanwhile, she may sign in and is reached again.
   */
  void personLeft(UserRef user);

  /** A department is new, or described anew. */
  void departmentChanged(DepartmentRef department);

  /** A department is gone. */
  void departmentRemoved(DepartmentRef department);

  /**
   * The app may see more, less or something else of the corp. Of no concern when the corp's
   * directory is read by another app.
   *
   * @param at when that came about, by DingTalk's clock
   */
  void rangeChanged(CorpId corp, AppId app, Instant at);

  /**
   * The app may see nothing of the corp any more: from now on, and until all of it can be read
   * again, nobody is told what the site's books say of it. Of no concern when the corp's directory
   * is read by another app.
   */
  void authorisationLost(CorpId corp, AppId app);
}
