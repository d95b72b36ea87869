package io.dinggate.sandbox;

import io.dinggate.sandbox.World.Membership;
import io.dinggate.sandbox.World.Person;
import io.dinggate.sandbox.admin.AdminApi;
import io.dinggate.sandbox.admin.Simulation;
import io.dinggate.sandbox.directory.DepartmentEndpoints;
import io.dinggate.sandbox.directory.UserEndpoints;
import io.dinggate.sandbox.event.EventPusher;
import io.dinggate.sandbox.event.LostPushEndpoints;
import io.dinggate.sandbox.fault.Faults;
import io.dinggate.sandbox.gateway.Gateway;
import io.dinggate.sandbox.http.Journal;
import io.dinggate.sandbox.http.Listener;
import io.dinggate.sandbox.http.Listeners;
import io.dinggate.sandbox.http.Route;
import io.dinggate.sandbox.inbox.InboxEndpoints;
import io.dinggate.sandbox.login.LoginEndpoints;
import io.dinggate.sandbox.media.MediaBook;
import io.dinggate.sandbox.media.MediaBook.Media;
import io.dinggate.sandbox.media.MediaEndpoints;
import io.dinggate.sandbox.message.Drop;
import io.dinggate.sandbox.message.MessageBook;
import io.dinggate.sandbox.message.MessageEndpoints;
import io.dinggate.sandbox.message.SentMessage;
import io.dinggate.sandbox.message.TaskEndpoints;
import io.dinggate.sandbox.state.SandboxClock;
import io.dinggate.sandbox.state.State;
import io.dinggate.sandbox.token.AppTokenEndpoints;
import io.dinggate.sandbox.token.ServiceEndpoints;
import io.dinggate.sandbox.token.UserTokenEndpoints;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * DingTalk, simulated on three listeners. For tests that run it in their own process; {@link
 * SandboxMain} runs it alone. Thread-safe. {@link #close()} stops it and throws an {@link
 * AssertionError} when requests came that no endpoint knows, unless {@link
 * SandboxOptions#failOnUnknown()} is off.
 */
public final class Sandbox implements AutoCloseable {
  private final SandboxOptions options;
  private final Simulation simulation;
  private final Listeners listeners;
  private final Visitor visitor = new Visitor();

  private Sandbox(SandboxOptions options) {
    this.options = options;
    State state =
        new State(options.world(), options.clock(), options.tokenLife(), options.limits());
    this.simulation =
        new Simulation(
            state,
            new Journal(state.clock()),
            new Gateway(state),
            new Faults(),
            new MessageBook(state, options.messagesKept()),
            new MediaBook(state),
            new EventPusher(state, options.pushTimeout(), options.pushDelays()));
    List<Route> routes = routes(simulation);
    routes.forEach(route -> faults().addPath(route.path(), route.listener()));
    this.listeners =
        new Listeners(routes, gateway(), faults(), journal(), new AdminApi(simulation));
  }

  /** Starts the listeners; {@link IllegalStateException} naming the port that is taken. */
  public static Sandbox start(SandboxOptions options) {
    Sandbox sandbox = new Sandbox(options);
    sandbox.listeners.start(
        options.address(), options.loginPort(), options.oapiPort(), options.apiPort());
    return sandbox;
  }

  /**
   * Base address that stands for {@code https://login.dingtalk.com}, without a slash at the end.
   */
  public URI loginUrl() {
    return listeners.url(Listener.LOGIN);
  }

  /** Base address that stands for {@code https://oapi.dingtalk.com}. */
  public URI oapiUrl() {
    return listeners.url(Listener.OAPI);
  }

  /**
   * Base address that stands for {@code https://api.dingtalk.com}; paths start with {@code /v1.0}.
   */
  public URI apiUrl() {
    return listeners.url(Listener.API);
  }

  public World world() {
    return options.world();
  }

  public Faults faults() {
    return simulation.faults();
  }

  /** What was called, with counters. */
  public Journal journal() {
    return simulation.journal();
  }

  /** Bans addresses and slows down apps, with counters. */
  public Gateway gateway() {
    return simulation.gateway();
  }

  /** Sends events to the apps' callback addresses. */
  public EventPusher pusher() {
    return simulation.pusher();
  }

  /** The sandbox's time, for letting tokens and codes expire. */
  public SandboxClock clock() {
    return simulation.state().clock();
  }

  /** The messages accepted so far, oldest first; at most {@link SandboxOptions#messagesKept()}. */
  public List<SentMessage> messages() {
    return simulation.messages().all();
  }

  /**
   * Waits until that many messages were accepted since the start or the last reset and returns
   * them; {@link IllegalStateException} when the time is over.
   */
  public List<SentMessage> awaitMessages(int count, Duration timeout) {
    return simulation.messages().await(count, timeout);
  }

  /** What was uploaded so far, oldest first; at most the last 10,000. */
  public List<Media> media() {
    return simulation.media().all();
  }

  /** How many messages were accepted and what became of them, since the start or the last reset. */
  public MessageBook.Counts messageCounts() {
    return simulation.messages().counts();
  }

  /** A receiver reads a message. */
  public void markRead(long taskId, String userId) {
    simulation.messages().markRead(taskId, userId);
  }

  /** Messages do not reach this user from now on: DingTalk forbids it with that code. */
  public void forbidDelivery(String corpId, String userId, int code) {
    simulation.messages().refuse(corpId, userId, Drop.forbidden(code));
  }

  /** Messages do not reach this user from now on: the delivery fails. */
  public void failDelivery(String corpId, String userId) {
    simulation.messages().refuse(corpId, userId, Drop.failed());
  }

  /** Messages reach this user again. */
  public void allowDelivery(String corpId, String userId) {
    simulation.messages().refuse(corpId, userId, null);
  }

  /** How much DingTalk takes at present. */
  public Limits limits() {
    return simulation.state().limits();
  }

  /** Replaces the limits until the next reset. */
  public void limits(Limits changed) {
    simulation.state().setLimits(changed);
  }

  /**
   * A code as the DingTalk client would hand it to a page of the app that this user opened in this
   * corp.
   */
  public String inAppCode(String appId, String corpId, String userId) {
    return simulation.inAppCode(appId, corpId, userId);
  }

  /**
   * The login page walked without a browser: this user allows, with this corp.
   *
   * @param authorizeUrl where the site sends the browser, with any scheme, host and port
   * @return where the login page sends the browser next, with code and state
   * @throws IllegalStateException with the page's text, if it shows an error instead
   */
  public URI consent(URI authorizeUrl, String corpId, String userId) {
    return visitor.decide(
        loginUrl(), authorizeUrl, "decision=allow&corp=" + corpId + "&user=" + userId);
  }

  /** The same when the user refuses. */
  public URI deny(URI authorizeUrl) {
    return visitor.decide(loginUrl(), authorizeUrl, "decision=deny");
  }

  /** Replaces the registered return addresses of an app. */
  public void redirectUris(String appId, List<URI> uris) {
    simulation.state().setRedirectUris(world().app(appId), uris);
  }

  /**
   * The user leaves the corp: can still sign in at DingTalk, but is no longer in the corp's
   * directory.
   */
  public void leave(String corpId, String userId) {
    simulation.state().directory().leave(corpId, userId);
  }

  /** A person of the world becomes a member of a corp, or of another one as well. */
  public void join(String personId, Membership membership) {
    simulation.state().directory().join(personId, membership);
  }

  /** Everybody with an account, as it is now. */
  public List<Person> people() {
    return simulation.state().directory().people();
  }

  /** Adds a person, or replaces the one of the same id. */
  public void putPerson(Person person) {
    simulation.state().directory().put(person);
  }

  /** How long tokens given out from now on live. */
  public void tokenLife(Duration life) {
    simulation.state().tokens().setLife(life);
  }

  /** Voids all tokens of an app, or those of one corp: calls with them are refused as 40014. */
  public void revokeTokens(String appId, @Nullable String corpId) {
    simulation.revokeTokens(appId, corpId);
  }

  /**
   * Back to the start: people, authorisations, tokens, codes, clock, limits, faults, messages,
   * journal. Return and callback addresses stay.
   */
  public void reset() {
    simulation.reset();
  }

  @Override
  public void close() {
    faults().clear();
    pusher().close();
    listeners.stop();
    if (options.failOnUnknown() && journal().unknownCount() > 0) {
      throw new AssertionError(
          "The sandbox got requests that it does not know: " + journal().unknownRequests());
    }
  }

  private static List<Route> routes(Simulation simulation) {
    State state = simulation.state();
    return Stream.of(
            new LoginEndpoints(state).routes(),
            new InboxEndpoints(state, simulation.messages()).routes(),
            new UserTokenEndpoints(state).routes(),
            new AppTokenEndpoints(state).routes(),
            new ServiceEndpoints(state).routes(),
            new LostPushEndpoints(state, simulation.pusher().lost()).routes(),
            new UserEndpoints(state).routes(),
            new DepartmentEndpoints(state).routes(),
            new MessageEndpoints(
                    state, simulation.faults(), simulation.messages(), simulation.media())
                .routes(),
            new MediaEndpoints(state, simulation.media()).routes(),
            new TaskEndpoints(state, simulation.messages()).routes())
        .flatMap(List::stream)
        .toList();
  }
}
