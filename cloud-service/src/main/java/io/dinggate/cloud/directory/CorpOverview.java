package io.dinggate.cloud.directory;

import io.dinggate.cloud.app.Authorisation;
import io.dinggate.cloud.app.Authorisations;
import io.dinggate.cloud.registry.SiteCorp;
import io.dinggate.cloud.site.CallingSite;
import io.dinggate.model.AppId;
import io.dinggate.model.CorpId;
import io.dinggate.model.directory.Corps;
import io.dinggate.model.directory.Corps.AppKind;
import io.dinggate.model.directory.Corps.AppState;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tells a site its corps, from what the cloud knows without asking DingTalk. */
@ApplicationScoped
class CorpOverview {

  private static final Comparator<SiteCorp> BY_ID =
      Comparator.comparing(corp -> corp.corp().value());

  private final Authorisations authorisations;

  CorpOverview(Authorisations authorisations) {
    this.authorisations = authorisations;
  }

  /** At most {@code limit} corps, those whose ids come after {@code after}; null for the first. */
  Corps page(CallingSite site, int limit, @Nullable CorpId after) {
    var rest =
        site.site().corps().stream()
            .sorted(BY_ID)
            .dropWhile(corp -> after != null && corp.corp().value().compareTo(after.value()) <= 0)
            .toList();
    var items = rest.stream().limit(limit).map(corp -> corp(site, corp)).toList();
    return new Corps(items, rest.size() > limit ? items.getLast().corp() : null);
  }

  private Corps.Corp corp(CallingSite site, SiteCorp corp) {
    var name =
        corp.apps().stream()
            .flatMap(app -> authorisations.find(app, corp.corp()).stream())
            .map(Authorisation::corpName)
            .filter(Objects::nonNull)
            .findFirst()
            .orElse(null);
    var apps = corp.apps().stream().map(app -> app(site, corp.corp(), app)).toList();
    return new Corps.Corp(corp.corp(), name, corp.loginApp(), corp.messageApp(), apps);
  }

  private Corps.App app(CallingSite site, CorpId corp, AppId id) {
    var kind =
        switch (site.requireApp(corp, id).kind()) {
          case SUITE -> AppKind.SUITE;
          case INTERNAL -> AppKind.INTERNAL;
        };
    return new Corps.App(id, kind, state(authorisations.find(id, corp)));
  }

  private static AppState state(Optional<Authorisation> known) {
    if (known.isEmpty()) {
      return AppState.NOT_AUTHORIZED;
    }
    return switch (known.get().state()) {
      case AUTHORISED -> AppState.AUTHORIZED;
      case STOPPED -> AppState.STOPPED;
      case REMOVED, RELIEVED -> AppState.NOT_AUTHORIZED;
    };
  }
}
