package io.dinggate.local.user;

import io.dinggate.model.DepartmentRef;
import io.dinggate.model.UserRef;

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
}
