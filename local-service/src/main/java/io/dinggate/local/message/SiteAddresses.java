package io.dinggate.local.message;

import static java.util.stream.Collectors.toUnmodifiableSet;

import io.dinggate.local.binding.Bindings;
import io.dinggate.local.binding.StaffRef;
import io.dinggate.local.cloud.SiteCorps;
import io.dinggate.local.platform.GroupedCalls;
import io.dinggate.local.user.Users;
import io.dinggate.model.CorpId;
import io.dinggate.model.UserRef;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Asks the features that know. */
@ApplicationScoped
class SiteAddresses implements Addresses {

  /** Most messages are for one user, and every message asks. */
  private static final int GROUP = 100;

  /** How long a question waits for others that are being asked. */
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final Bindings bindings;
  private final Users users;
  private final SiteCorps corps;
  private final GroupedCalls<Set<UserRef>, Set<UserRef>> gone;

  SiteAddresses(Bindings bindings, Users users, SiteCorps corps) {
    this.bindings = bindings;
    this.users = users;
    this.corps = corps;
    this.gone = new GroupedCalls<>(GROUP, PATIENCE, users::gone, this::goneOfAll);
  }

  @Override
  public Map<StaffRef, UserRef> resolve(Set<StaffRef> staff) {
    return staff.isEmpty() ? Map.of() : bindings.resolve(staff);
  }

  @Override
  public Set<UserRef> gone(Set<UserRef> asked) {
    return asked.size() == 1 ? gone.call(asked) : users.gone(asked);
  }

  /** As {@link #gone} for several questions at once, an answer for each. */
  List<Set<UserRef>> goneOfAll(List<Set<UserRef>> questions) {
    var gone = users.gone(questions.stream().flatMap(Set::stream).collect(toUnmodifiableSet()));
    return questions.stream().map(asked -> both(asked, gone)).toList();
  }

  private static Set<UserRef> both(Set<UserRef> asked, Set<UserRef> gone) {
    return gone.isEmpty()
        ? Set.of()
        : asked.stream().filter(gone::contains).collect(toUnmodifiableSet());
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
