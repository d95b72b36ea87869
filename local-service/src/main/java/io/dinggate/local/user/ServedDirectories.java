package io.dinggate.local.user;

import io.dinggate.local.cloud.SiteCorps;
import io.dinggate.model.CorpId;
import io.dinggate.model.problem.ApiException;
import io.dinggate.model.problem.ErrorCode;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Of which corps the site's books are told: its own, without those of which the app that reads them
 * may see nothing at present. Never to be called inside a transaction.
 */
@ApplicationScoped
class ServedDirectories {

  private final SiteCorps corps;
  private final SyncTable runs;

  ServedDirectories(SiteCorps corps, SyncTable runs) {
    this.corps = corps;
    this.runs = runs;
  }

  /**
   * Refuses what names a corp of somebody else.
   *
   * @throws ApiException {@code corp-not-allowed}
   */
  void requireOurs(CorpId corp) {
    corps.require(corp);
  }

  /**
   * Refuses what the books may not answer.
   *
   * @throws ApiException {@code corp-not-allowed}, {@code corp-not-authorized}
   */
  void require(CorpId corp) {
    requireOurs(corp);
    if (isWithdrawn(corp)) {
      throw new ApiException(
          ErrorCode.CORP_NOT_AUTHORIZED, "The directory of " + corp + " may not be read.");
    }
  }

  /** Whether the books are silent about the corp. */
  boolean isWithdrawn(CorpId corp) {
    return runs.isWithdrawn(corp);
  }

  /** The ids of the corps; empty when all that are in the books. */
  Optional<Set<CorpId>> ids() {
    var withdrawn = runs.withdrawn();
    return withdrawn.isEmpty()
        ? corps.ids()
        : Optional.of(
            corps.ids().orElseGet(runs::corps).stream()
                .filter(Predicate.not(withdrawn::contains))
                .collect(Collectors.toUnmodifiableSet()));
  }
}
