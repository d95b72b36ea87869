package io.dinggate.local.user;

import io.dinggate.local.cloud.SiteCorps;
import io.dinggate.model.CorpId;
import io.dinggate.model.problem.ApiException;
import io.dinggate.model.problem.ErrorCode;
import jakarta.enterprise.context.ApplicationScoped;
import org.jspecify.annotations.Nullable;

/** Shows operators how the reading of directories stands, and begins it when they want. */
@ApplicationScoped
class DirectorySyncs {

  private final SyncSteps steps;
  private final SyncTable runs;
  private final SiteCorps corps;

  DirectorySyncs(SyncSteps steps, SyncTable runs, SiteCorps corps) {
    this.steps = steps;
    this.runs = runs;
    this.corps = corps;
  }

  /** Those of the site's corps that were ever begun. */
  SyncPage page(@Nullable CorpId after, int limit) {
    var found = runs.list(corps.ids(), after == null ? "" : after.value(), limit + 1);
    return found.size() <= limit
        ? new SyncPage(found, null)
        : new SyncPage(found.subList(0, limit), found.get(limit - 1).corp().value());
  }

  /** Begins a run, unless one is under way, and says how it stands. */
  SyncView start(CorpId corp) {
    corps.require(corp);
    steps.start(corp);
    return runs.find(corp).orElseThrow(() -> new ApiException(ErrorCode.NOT_FOUND));
  }
}
