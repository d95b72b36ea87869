package io.dinggate.sandbox.event;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dinggate.sandbox.World.App;
import io.dinggate.sandbox.World.Corp;
import io.dinggate.sandbox.World.Suite;
import io.dinggate.sandbox.event.PushOutcome.Attempt;
import io.dinggate.sandbox.http.Json;
import io.dinggate.sandbox.state.Authorisations.Authorisation;
import io.dinggate.sandbox.state.State;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Pushes events to the callback address of an app as DingTalk does: encrypted, acknowledged only by
 * an encrypted {@code success}, repeated twice with the same bytes. Each push blocks until it is
 * acknowledged or given up; {@link #later} does the same in the background. The named events also
 * change what the sandbox itself believes: a relieved corp gets no token any more. Thread-safe.
 */
public final class EventPusher implements AutoCloseable {
  private final State state;
  private final PushClient client;
  private final EventPayloads payloads;
  private final LostPushes lost;
  private final List<Duration> delays;
  private final Map<String, URI> callbackUrls = new ConcurrentHashMap<>();
  private final ExecutorService background = Executors.newVirtualThreadPerTaskExecutor();

  /** For the sandbox itself; tests get theirs from it. */
  public EventPusher(State state, Duration timeout, List<Duration> delays) {
    this.state = state;
    this.client = new PushClient(timeout);
    this.payloads = new EventPayloads(state);
    this.lost = new LostPushes(state.clock());
    this.delays = List.copyOf(delays);
  }

  /** Replaces the address to which an app's events go. */
  public void callbackUrl(String appId, URI url) {
    callbackUrls.put(app(appId).appId(), url);
  }

  public URI callbackUrl(String appId) {
    return callbackUrls.getOrDefault(appId, app(appId).callbackUrl());
  }

  /** The console's test of an address. */
  public PushOutcome checkUrl(String appId) {
    return push(appId, payloads.checkUrl());
  }

  /** The console's first save of a suite's address. */
  public PushOutcome checkCreateSuiteUrl(String appId) {
    return push(appId, payloads.checkCreateSuiteUrl());
  }

  /** The console's later saves of a suite's address. */
  public PushOutcome checkUpdateSuiteUrl(String appId) {
    return push(appId, payloads.checkUpdateSuiteUrl(suite(appId)));
  }

  /** The suite ticket in force, as SyncHTTP has it (biz_type 2). */
  public PushOutcome suiteTicket(String appId) {
    return push(appId, payloads.suiteTicket(suite(appId)));
  }

  /** A new suite ticket: in force at once, then pushed. */
  public PushOutcome suiteTicket(String appId, String suiteTicket) {
    state.suiteTickets().replace(suite(appId), suiteTicket);
    return suiteTicket(appId);
  }

  /** The suite ticket in force, as legacy HTTP push has it. */
  public PushOutcome legacySuiteTicket(String appId) {
    return push(appId, payloads.legacySuiteTicket(suite(appId)));
  }

  /** The corp installs the suite (org_suite_auth). */
  public PushOutcome authorise(String appId, String corpId) {
    return push(appId, authorised(appId, corpId, "org_suite_auth"));
  }

  /** The corp changes what it allows the suite (org_suite_change). */
  public PushOutcome change(String appId, String corpId) {
    return push(appId, authorised(appId, corpId, "org_suite_change"));
  }

  /** The corp removes the suite (org_suite_relieve); its tokens are void at once. */
  public PushOutcome relieve(String appId, String corpId) {
    Suite suite = suite(appId);
    state.authorisations().relieve(suite, corpId);
    state.tokens().revoke(token -> token.app().equals(suite) && corpId.equals(token.corpId()));
    return push(appId, payloads.relieve(suite, corpId));
  }

  /** The corp switches the suite's app off (org_micro_app_stop). */
  public PushOutcome stop(String appId, String corpId) {
    return push(appId, switched(appId, corpId, false));
  }

  /** The corp switches the suite's app on again (org_micro_app_restore). */
  public PushOutcome restore(String appId, String corpId) {
    return push(appId, switched(appId, corpId, true));
  }

  /** The legacy notice of a new authorisation, with a code that is good once (tmp_auth_code). */
  public PushOutcome temporaryAuthCode(String appId, String corpId) {
    String code = state.activationCodes().mint(corpId);
    return push(appId, payloads.temporaryAuthCode(suite(appId), corpId, code));
  }

  /** Any text, normally JSON. */
  public PushOutcome push(String appId, String plaintext) {
    SealedEvent event = seal(appId, plaintext);
    List<Attempt> attempts = new ArrayList<>();
    attempts.add(post(event));
    for (Duration delay : delays) {
      if (attempts.getLast().acknowledged() || !pause(delay)) {
        break;
      }
      attempts.add(post(event));
    }
    if (!attempts.getLast().acknowledged()) {
      lost.add(appId, plaintext);
    }
    return new PushOutcome(attempts.getLast().acknowledged(), attempts);
  }

  /** Any text in the background. */
  public CompletableFuture<PushOutcome> later(String appId, String plaintext) {
    return CompletableFuture.supplyAsync(() -> push(appId, plaintext), background);
  }

  /** A push that was given up, without the attempts that took so long. */
  public void giveUp(String appId, String plaintext) {
    lost.add(app(appId).appId(), plaintext);
  }

  /** What was given up and can be asked for. */
  public LostPushes lost() {
    return lost;
  }

  /** An event that is not sent yet. */
  public SealedEvent seal(String appId, String plaintext) {
    return client.seal(app(appId), callbackUrl(appId), plaintext, state.clock().millis());
  }

  /** One attempt, without repeats. */
  public Attempt post(SealedEvent event) {
    return client.post(app(event.appId()), event);
  }

  /** Gives up what is under way. */
  @Override
  public void close() {
    background.shutdownNow();
  }

  private PushOutcome push(String appId, ObjectNode event) {
    return push(appId, Json.write(event));
  }

  private ObjectNode authorised(String appId, String corpId, String syncAction) {
    Suite suite = suite(appId);
    Corp corp = state.world().corp(corpId);
    Authorisation authorisation = state.authorisations().authorise(suite, corpId);
    return payloads.authorisation(suite, corp, authorisation, syncAction);
  }

  private ObjectNode switched(String appId, String corpId, boolean active) {
    Suite suite = suite(appId);
    state.authorisations().setActive(suite, corpId, active);
    long agentId =
        state
            .authorisations()
            .find(suite, corpId)
            .map(Authorisation::agentId)
            .orElseThrow(
                () -> new IllegalArgumentException(corpId + " has not installed " + appId));
    return payloads.microApp(
        suite, corpId, agentId, active ? "org_micro_app_restore" : "org_micro_app_stop");
  }

  private App app(String appId) {
    return state.world().app(appId);
  }

  private Suite suite(String appId) {
    return state.world().suite(appId);
  }

  private static boolean pause(Duration delay) {
    try {
      Thread.sleep(delay);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
