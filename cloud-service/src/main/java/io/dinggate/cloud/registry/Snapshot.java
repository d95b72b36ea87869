package io.dinggate.cloud.registry;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toUnmodifiableMap;

import io.dinggate.model.AppId;
import io.dinggate.model.SiteId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The registry as it was at one moment: valid as a whole, never changing. */
public final class Snapshot {

  private final Map<AppId, App> apps;
  private final Map<SiteId, Site> sites;
  private final Map<String, Site> sitesByClientId;
  private final Map<String, Operator> operators;
  private final Map<String, Operator> operatorsByClientId;

  /** Without operators; see {@link #Snapshot(List, List, List)}. */
  public Snapshot(List<App> apps, List<Site> sites) {
    this(apps, sites, List.of());
  }

  /** Takes what was validated: ids and client ids are unique. */
  public Snapshot(List<App> apps, List<Site> sites, List<Operator> operators) {
    this.apps = apps.stream().collect(toUnmodifiableMap(App::id, identity()));
    this.sites = sites.stream().collect(toUnmodifiableMap(Site::id, identity()));
    this.sitesByClientId = sites.stream().collect(toUnmodifiableMap(Site::clientId, identity()));
    this.operators = operators.stream().collect(toUnmodifiableMap(Operator::id, identity()));
    this.operatorsByClientId =
        operators.stream().collect(toUnmodifiableMap(Operator::clientId, identity()));
  }

  /** The app of that name. */
  public Optional<App> app(AppId id) {
    return Optional.ofNullable(apps.get(id));
  }

  /** The site of that name. */
  public Optional<Site> site(SiteId id) {
    return Optional.ofNullable(sites.get(id));
  }

  /** The site that calls itself so at the token endpoint. */
  public Optional<Site> siteByClientId(String clientId) {
    return Optional.ofNullable(sitesByClientId.get(clientId));
  }

  /** The operator of that name. */
  public Optional<Operator> operator(String id) {
    return Optional.ofNullable(operators.get(id));
  }

  /** The operator that calls itself so at the token endpoint. */
  public Optional<Operator> operatorByClientId(String clientId) {
    return Optional.ofNullable(operatorsByClientId.get(clientId));
  }

  /** All apps, in no order. */
  public Collection<App> apps() {
    return apps.values();
  }

  /** All sites, in no order. */
  public Collection<Site> sites() {
    return sites.values();
  }
}
