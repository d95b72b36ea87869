package io.dinggate.local.cloud;

import io.dinggate.model.CorpId;
import io.dinggate.model.directory.Corps.Corp;
import io.dinggate.model.problem.ApiException;
import io.dinggate.model.problem.ErrorCode;
import io.quarkus.logging.Log;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The corps that the cloud's registry gives this site, asked for when they are needed and
 * remembered for a while. With the cloud away the last list stands; while there has never been one,
 * nobody is refused here, because the cloud refuses for itself. Never to be called inside a
 * transaction. Safe for concurrent use.
 */
@ApplicationScoped
public class SiteCorps {

  /** After a failure, and before a corp is refused for want of a newer list. */
  private static final Duration PAUSE = Duration.ofSeconds(5);

  private final CloudGateway cloud;
  private final Duration fresh;
  private final Clock clock;
  private final ReentrantLock asking = new ReentrantLock();
  private volatile Known known = new Known(null, Instant.EPOCH, Duration.ZERO);

  SiteCorps(CloudGateway cloud, CloudConfig config, Clock clock) {
    this.cloud = cloud;
    this.fresh = config.corpsEvery();
    this.clock = clock;
  }

  private record Known(@Nullable Map<CorpId, Corp> corps, Instant askedAt, Duration goodFor) {

    /** A clock that was set back makes it old, too. */
    boolean isOlderThan(Duration age, Instant now) {
      return askedAt.isAfter(now) || !askedAt.plus(age).isAfter(now);
    }
  }

  /**
   * Refuses what names a corp of somebody else.
   *
   * @throws ApiException {@code corp-not-allowed}
   */
  public void require(CorpId corp) {
    if (!mayBeOurs(corp)) {
      throw new ApiException(ErrorCode.CORP_NOT_ALLOWED, "Not a corp of this site: " + corp + ".");
    }
  }

  /** Whether the corp is the site's, or cannot be told at present. */
  public boolean mayBeOurs(CorpId corp) {
    var corps = corps(fresh);
    if (corps != null && !corps.containsKey(corp)) {
      corps = corps(PAUSE);
    }
    return corps == null || corps.containsKey(corp);
  }

  /** The ids of the site's corps; empty while they are not known. */
  public Optional<Set<CorpId>> ids() {
    return Optional.ofNullable(corps(fresh)).map(Map::keySet);
  }

  /** What the registry says of one corp; empty when it is not the site's, or not known. */
  public Optional<Corp> find(CorpId corp) {
    return Optional.ofNullable(corps(fresh)).map(corps -> corps.get(corp));
  }

  /** One caller asks; meanwhile the others go by the last list, or wait for the first. */
  private @Nullable Map<CorpId, Corp> corps(Duration oldest) {
    if (isDue(oldest)) {
      if (known.corps() == null) {
        asking.lock();
      } else if (!asking.tryLock()) {
        return known.corps();
      }
      try {
        if (isDue(oldest)) {
          known = ask();
        }
      } finally {
        asking.unlock();
      }
    }
    return known.corps();
  }

  private boolean isDue(Duration oldest) {
    var last = known;
    var age = oldest.compareTo(last.goodFor()) < 0 ? oldest : last.goodFor();
    return last.isOlderThan(age, clock.instant());
  }

  private Known ask() {
    try {
      var corps =
          cloud.corps().items().stream()
              .collect(
                  Collectors.toUnmodifiableMap(
                      Corp::corp, Function.identity(), (first, _) -> first));
      return new Known(corps, clock.instant(), fresh);
    } catch (ApiException e) {
      Log.debug("the site's corps cannot be asked for", e);
      return new Known(known.corps(), clock.instant(), PAUSE);
    }
  }
}
