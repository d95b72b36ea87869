package io.dinggate.local.feed;

import static java.util.stream.Collectors.toUnmodifiableMap;

import io.dinggate.model.feed.FeedEntry;
import io.dinggate.model.feed.FeedItem;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The one applier of each kind of entries. */
@ApplicationScoped
class FeedAppliers {

  private final Map<Class<?>, FeedApplier<?>> byKind;

  @Inject
  FeedAppliers(@Any Instance<FeedApplier<?>> appliers) {
    this(appliers.stream().toList());
  }

  FeedAppliers(List<? extends FeedApplier<?>> appliers) {
    this.byKind =
        appliers.stream().collect(toUnmodifiableMap(FeedApplier::kind, Function.identity()));
  }

  /**
   * Has the effect of an entry, inside of the caller's transaction.
   *
   * @return whether there was one; an entry of a kind from a newer cloud has none
   */
  boolean apply(FeedEntry entry) {
    var applier = byKind.get(entry.item().getClass());
    if (applier == null) {
      return false;
    }
    apply(applier, entry);
    return true;
  }

  private static <T extends FeedItem> void apply(FeedApplier<T> applier, FeedEntry entry) {
    applier.apply(entry, applier.kind().cast(entry.item()));
  }
}
