package io.dinggate.local.message;

import io.dinggate.local.binding.StaffRef;
import io.dinggate.model.CorpId;
import io.dinggate.model.UserRef;
import io.dinggate.model.problem.ApiException;
import java.util.Map;
import java.util.Set;

/** What the site knows of those whom messages are for. Never to be asked inside a transaction. */
interface Addresses {

  /** The users that those staff are; who is bound to nobody is left out. */
  Map<StaffRef, UserRef> resolve(Set<StaffRef> staff);

  /** Which of those users are known to have left. */
  Set<UserRef> gone(Set<UserRef> users);

  /** Whether the corp is the site's, or cannot be told at present. */
  boolean mayBeOurs(CorpId corp);

  /**
   * Refuses a corp of somebody else.
   *
   * @throws ApiException {@code corp-not-allowed}
   */
  void require(CorpId corp);
}
