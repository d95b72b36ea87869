package io.dinggate.e2e;

import io.dinggate.e2e.walk.ApiClient;
import io.dinggate.e2e.walk.Browser;
import io.dinggate.e2e.walk.Consent;
import io.dinggate.e2e.walk.Page;
import io.dinggate.e2e.walk.Steps;
import io.dinggate.e2e.walk.WalkException;
import io.dinggate.sandbox.World;
import io.dinggate.sandbox.event.PushOutcome;
import java.net.URI;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * What DingGate is for, done once at the site east by plain HTTP, with people of the demo world.
 */
final class MainJob {

  private static final String PERSON = "wangfang";
  private static final String COLLEAGUE = "liwei";
  private static final Duration DELIVERED_WITHIN = Duration.ofSeconds(30);
  private static final Duration LOOK_EVERY = Duration.ofMillis(100);

  private final Stack stack;
  private final URI site;
  private final String corp;
  private final World.Suite suite;
  private final Browser browser = new Browser();
  private final ApiClient erp;

  MainJob(Stack stack) {
    this.stack = stack;
    this.site = stack.local(Stack.EAST).url();
    var world = stack.sandbox().world();
    var east = world.site(Stack.EAST);
    this.corp = east.corps().getFirst().corpId();
    this.suite = world.suites().getFirst();
    var client = east.apiClients().getFirst();
    this.erp = new ApiClient(site, client.id(), client.secret());
  }

  /** Does all of it, step by step. */
  void walk(Steps steps) {
    steps.run("DingTalk pushes the suite ticket", this::pushSuiteTicket);
    steps.run("DingTalk pushes the authorisation of each corp", this::pushAuthorisations);
    steps.run("a browser is sent to DingTalk and comes back signed in", this::signIn);
    steps.run("the site knows who signed in", this::whoAmI);
    steps.run("a program of the site gets an access token", this::token);
    steps.run("the program looks a colleague up", this::lookUp);
    steps.run("the program sends that colleague a message", this::sendByProgram);
    steps.run("the signed-in person sends herself a message", this::sendBySession);
    steps.run("a colleague signs in inside DingTalk", this::signInInsideDingTalk);
    steps.run("the person signs out", this::signOut);
  }

  private String pushSuiteTicket() {
    delivered(stack.sandbox().pusher().suiteTicket(suite.appId()));
    return "stored and answered success";
  }

  private String pushAuthorisations() {
    var installed =
        stack.sandbox().world().corps().stream()
            .filter(candidate -> candidate.agents().containsKey(suite.appId()))
            .toList();
    for (var candidate : installed) {
      delivered(stack.sandbox().pusher().authorise(suite.appId(), candidate.corpId()));
    }
    return installed.size() + " corps, each stored and answered success";
  }

  private String signIn() {
    var consent = browser.open(site.resolve("/login?return_to=/console/"));
    var console = Consent.allow(browser, consent, PERSON, corp).expect(200);
    if (!console.url().equals(site.resolve("/console/"))) {
      throw new WalkException("ended at " + console.url().getPath() + " instead of the console");
    }
    return "%d redirects, then the console".formatted(console.hops().size());
  }

  private String whoAmI() {
    var me = browser.open(site.resolve("/api/v1/me")).expect(200).json();
    return me.path("name").asText() + " of " + me.path("corp").asText();
  }

  private String token() {
    var answer = erp.authenticate().json();
    return "for %d s, scope %s"
        .formatted(answer.path("expires_in").asInt(), answer.path("scope").asText());
  }

  private String lookUp() {
    var user = erp.get("/api/v1/users/" + corp + "/" + COLLEAGUE).expect(200).json();
    return user.path("name").asText() + ", " + user.path("title").asText();
  }

  private String sendByProgram() {
    var path = newMessage();
    erp.put(path, text(COLLEAGUE, "The delivery for order 4711 has arrived.")).expect(202);
    return delivered(() -> erp.get(path), COLLEAGUE);
  }

  private String sendBySession() {
    var path = newMessage();
    browser.json("PUT", site.resolve(path), text(PERSON, "A note to myself.")).expect(202);
    return delivered(() -> browser.open(site.resolve(path)), PERSON);
  }

  private String signInInsideDingTalk() {
    var inside = new Browser();
    var code = stack.sandbox().inAppCode(suite.appId(), corp, COLLEAGUE);
    inside
        .json(
            "POST",
            site.resolve("/login/in-app"),
            "{\"corp\":\"%s\",\"code\":\"%s\"}".formatted(corp, code))
        .expect(200);
    return inside.open(site.resolve("/api/v1/me")).expect(200).json().path("name").asText();
  }

  private String signOut() {
    browser.json("POST", site.resolve("/logout"), "{}");
    browser.open(site.resolve("/api/v1/me")).expect(401);
    return "the session is gone";
  }

  private String text(String userId, String text) {
    return """
        {"recipients":[{"corp":"%s","userId":"%s"}],"content":{"type":"text","content":"%s"}}\
        """
        .formatted(corp, userId, text);
  }

  private static String newMessage() {
    return "/api/v1/messages/demo-" + UUID.randomUUID();
  }

  /** Asks until DingTalk has the message, and looks for it there. */
  private String delivered(Supplier<Page> ask, String userId) {
    var deadline = System.nanoTime() + DELIVERED_WITHIN.toNanos();
    var message = ask.get().expect(200).json();
    while (message.path("state").asText().equals("queued") && System.nanoTime() < deadline) {
      pause();
      message = ask.get().expect(200).json();
    }
    var recipient = message.path("recipients").path(0);
    var task = recipient.path("taskId").asText();
    var received =
        stack.sandbox().messages().stream()
            .filter(sent -> Long.toString(sent.taskId()).equals(task))
            .anyMatch(
                sent ->
                    sent.arrived(stack.sandbox().clock().instant()).stream()
                        .anyMatch(delivery -> delivery.userId().equals(userId)));
    if (!received) {
      throw new WalkException(
          "state %s: %s %s"
              .formatted(
                  message.path("state").asText(),
                  recipient.path("reason").asText(),
                  recipient.path("detail").asText()));
    }
    return "accepted, then delivered as DingTalk's task " + task;
  }

  private static void pause() {
    try {
      Thread.sleep(LOOK_EVERY);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new WalkException("interrupted");
    }
  }

  private static void delivered(PushOutcome outcome) {
    if (!outcome.delivered()) {
      throw new WalkException("not acknowledged: " + outcome.attempts());
    }
  }
}
