package io.dinggate.sandbox.state;

import io.dinggate.sandbox.Limits;
import io.dinggate.sandbox.World;
import io.dinggate.sandbox.World.App;
import io.dinggate.sandbox.World.Suite;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Everything that changes while the sandbox runs. Each part is thread-safe on its own. */
public final class State {
  private static final Duration CODE_LIFE = Duration.ofMinutes(5);

  private final World world;
  private final SandboxClock clock;
  private final Duration tokenLife;
  private final Limits firstLimits;
  private final TokenBook tokens;
  private final CodeBook<LoginGrant> loginCodes;
  private final CodeBook<InAppGrant> inAppCodes;
  private final CodeBook<String> activationCodes;
  private final Authorisations authorisations;
  private final SuiteTickets suiteTickets;
  private final Directory directory;
  private final Map<String, List<URI>> redirectUris = new ConcurrentHashMap<>();
  private volatile Limits limits;

  public State(World world, Clock base, Duration tokenLife, Limits limits) {
    this.world = world;
    this.clock = new SandboxClock(base);
    this.tokenLife = tokenLife;
    this.firstLimits = limits;
    this.limits = limits;
    this.tokens = new TokenBook(clock, tokenLife);
    this.loginCodes = new CodeBook<>(clock, CODE_LIFE);
    this.inAppCodes = new CodeBook<>(clock, CODE_LIFE);
    this.activationCodes = new CodeBook<>(clock, CODE_LIFE);
    this.authorisations = new Authorisations(world);
    this.suiteTickets = new SuiteTickets(world);
    this.directory = new Directory(world);
  }

  public World world() {
    return world;
  }

  public SandboxClock clock() {
    return clock;
  }

  public TokenBook tokens() {
    return tokens;
  }

  /** Codes of the login page. */
  public CodeBook<LoginGrant> loginCodes() {
    return loginCodes;
  }

  /** Codes that the client hands to a page inside DingTalk. */
  public CodeBook<InAppGrant> inAppCodes() {
    return inAppCodes;
  }

  /** Codes of the legacy activation; each stands for a corp. */
  public CodeBook<String> activationCodes() {
    return activationCodes;
  }

  public Authorisations authorisations() {
    return authorisations;
  }

  public SuiteTickets suiteTickets() {
    return suiteTickets;
  }

  public Directory directory() {
    return directory;
  }

  public List<URI> redirectUris(App app) {
    return redirectUris.getOrDefault(app.appId(), app.redirectUris());
  }

  /** Replaces the registered return addresses of an app. */
  public void setRedirectUris(App app, List<URI> uris) {
    redirectUris.put(app.appId(), List.copyOf(uris));
  }

  /** In force now. */
  public Limits limits() {
    return limits;
  }

  public void setLimits(Limits changed) {
    limits = changed;
  }

  public Optional<App> appByKey(String key) {
    return world.apps().filter(app -> app.key().equals(key)).findFirst();
  }

  public Optional<Suite> suiteByKey(String key) {
    return world.suites().stream().filter(suite -> suite.suiteKey().equals(key)).findFirst();
  }

  /** Back to the start; registered return addresses stay, being set-up rather than state. */
  public void reset() {
    clock.reset();
    limits = firstLimits;
    tokens.clear();
    tokens.setLife(tokenLife);
    loginCodes.clear();
    inAppCodes.clear();
    activationCodes.clear();
    authorisations.reset();
    suiteTickets.reset();
    directory.reset();
  }

  /** What a person allowed on the login page; without a corp when that scope was not asked for. */
  public record LoginGrant(App app, String personId, @Nullable String corpId) {}

  /** Whom a code of the in-app login stands for. */
  public record InAppGrant(App app, String corpId, String userId) {
    /** Whether this app may redeem it in this corp. */
    public boolean isFor(App redeemer, String inCorp) {
      return app.equals(redeemer) && corpId.equals(inCorp);
    }
  }
}
