package io.dinggate.local.message;

import io.dinggate.local.binding.Bindings;
import io.dinggate.local.binding.StaffRef;
import io.dinggate.local.cloud.SiteCorps;
import io.dinggate.local.user.Users;
import io.dinggate.model.CorpId;
import io.dinggate.model.UserRef;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Set;

/** Asks the features that know. */
@ApplicationScoped
class SiteAddresses implements Addresses {

  private final Bindings bindings;
  private final Users users;
  private final SiteCorps corps;

  SiteAddresses(Bindings bindings, Users users, SiteCorps corps) {
    this.bindings = bindings;
    this.users = users;
    this.corps = corps;
  }

  @Override
  public Map<StaffRef, UserRef> resolve(Set<StaffRef> staff) {
    return staff.isEmpty() ? Map.of() : bindings.resolve(staff);
  }

  @Override
  public Set<UserRef> gone(Set<UserRef> asked) {
    return users.gone(asked);
  }

  @Override
  public boolean mayBeOurs(CorpId corp) {
    return corps.mayBeOurs(corp);
  }

  @Override
  public void require(CorpId corp) {
    corps.require(corp);
  }
}
