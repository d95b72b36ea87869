package io.dinggate.sandbox.state;

import io.dinggate.sandbox.World;
import io.dinggate.sandbox.World.App;
import io.dinggate.sandbox.World.Corp;
import io.dinggate.sandbox.World.InternalApp;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Which corp has which app, with the AgentId, and whether it is switched off. Thread-safe. */
public final class Authorisations {
  private static final long FIRST_NEW_AGENT = 780_001;

  private final World world;
  private final Map<Key, Authorisation> present = new HashMap<>();
  private long nextAgentId = FIRST_NEW_AGENT;

  public Authorisations(World world) {
    this.world = world;
    reset();
  }

  /** Back to what the world says. */
  public synchronized void reset() {
    present.clear();
    for (Corp corp : world.corps()) {
      corp.agents()
          .forEach((appId, agentId) -> put(appId, corp.corpId(), new Authorisation(agentId, true)));
    }
    for (InternalApp app : world.internalApps()) {
      put(app.appId(), app.corpId(), new Authorisation(app.agentId(), true));
    }
  }

  public synchronized Optional<Authorisation> find(App app, String corpId) {
    return Optional.ofNullable(present.get(new Key(app.appId(), corpId)));
  }

  /**
   * The corp installs the app or changes what it allowed: the AgentId stays, or is the world's, or
   * new.
   */
  public synchronized Authorisation authorise(App app, String corpId) {
    long agentId =
        find(app, corpId)
            .map(Authorisation::agentId)
            .or(() -> Optional.ofNullable(world.corp(corpId).agents().get(app.appId())))
            .orElseGet(() -> nextAgentId++);
    Authorisation authorisation = new Authorisation(agentId, true);
    put(app.appId(), corpId, authorisation);
    return authorisation;
  }

  /** The corps that have the app, by corp id. */
  public synchronized Map<String, Authorisation> of(App app) {
    Map<String, Authorisation> corps = new TreeMap<>();
    present.forEach(
        (key, authorisation) -> {
          if (key.appId().equals(app.appId())) {
            corps.put(key.corpId(), authorisation);
          }
        });
    return corps;
  }

  /** The corp removes the app. */
  public synchronized void relieve(App app, String corpId) {
    present.remove(new Key(app.appId(), corpId));
  }

  /** The corp switches the app off or on again. */
  public synchronized void setActive(App app, String corpId, boolean active) {
    present.computeIfPresent(
        new Key(app.appId(), corpId),
        (key, authorisation) -> new Authorisation(authorisation.agentId(), active));
  }

  private void put(String appId, String corpId, Authorisation authorisation) {
    present.put(new Key(appId, corpId), authorisation);
  }

  /** An installed app. */
  public record Authorisation(long agentId, boolean active) {}

  private record Key(String appId, String corpId) {}
}
