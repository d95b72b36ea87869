package io.dinggate.cloud.message;

import io.dinggate.model.SiteId;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What could go out next for each site. Everybody who has room proposes the site whose turn it is
 * there; a site that is proposed by several takes the best of what it is offered, and those whom it
 * declines propose the next one. So nobody's turn is lost by a site that would rather go elsewhere.
 * Not thread-safe.
 *
 * @param <T> what is proposed
 */
final class Proposals<T extends Proposals.Offer> {

  private final Comparator<? super T> best;
  private final Map<SiteId, Proposal<T>> taken = new LinkedHashMap<>();
  private final Set<SiteId> declining = new HashSet<>();

  /**
   * No proposals yet.
   *
   * @param best what a site would rather have is less
   */
  Proposals(Comparator<? super T> best) {
    this.best = best;
  }

  /** Something for one site. */
  @FunctionalInterface
  interface Offer {

    /** The site. */
    SiteId site();
  }

  private record Proposal<T>(T offer, Supplier<Optional<T>> proposer) {}

  /**
   * Takes in somebody's proposals, as many as it takes that a site accepts one.
   *
   * @param proposer proposes another site each time, and in the end none
   */
  void ask(Supplier<Optional<T>> proposer) {
    var asked = proposer;
    while (asked != null) {
      asked = proposed(asked);
    }
  }

  /** The sites that have something. */
  Set<SiteId> sites() {
    return taken.keySet();
  }

  /** What that site has, one of {@link #sites}. */
  T of(SiteId site) {
    return Objects.requireNonNull(taken.get(site)).offer();
  }

  /** Declines for a site that will not have any of it; who proposed it proposes the next one. */
  void decline(SiteId site) {
    declining.add(site);
    var declined = taken.remove(site);
    if (declined != null) {
      ask(declined.proposer());
    }
  }

  /** Who is to propose again. */
  private @Nullable Supplier<Optional<T>> proposed(Supplier<Optional<T>> proposer) {
    var offer = proposer.get().orElse(null);
    if (offer == null) {
      return null;
    }
    if (declining.contains(offer.site())) {
      return proposer;
    }
    var present = taken.get(offer.site());
    if (present != null && best.compare(present.offer(), offer) <= 0) {
      return proposer;
    }
    taken.put(offer.site(), new Proposal<>(offer, proposer));
    return present == null ? null : present.proposer();
  }
}
