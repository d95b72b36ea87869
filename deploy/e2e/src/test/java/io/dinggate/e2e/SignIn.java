package io.dinggate.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.dinggate.e2e.walk.Browser;
import io.dinggate.e2e.walk.Consent;
import io.dinggate.e2e.walk.Page;
import java.net.URI;

/** A person's way through a login by redirect, one hop at a time. */
public final class SignIn {

  private final Browser browser = new Browser();
  private final URI site;
  private final String person;
  private final String corp;

  SignIn(Stack stack, String site, String person, String corp) {
    this(stack.local(site).url(), person, corp);
  }

  /** Somebody on the way into a site that is reached there. */
  public SignIn(URI site, String person, String corp) {
    this.site = site;
    this.person = person;
    this.corp = corp;
  }

  /** Somebody whom everything allows to sign in to east. */
  public static SignIn toEast(Stack stack) {
    return new SignIn(stack, Stack.EAST, Somebody.WANG_FANG, Somebody.EAST_CORP);
  }

  /** Somebody whom everything allows to sign in to north. */
  static SignIn toNorth(Stack stack) {
    return new SignIn(stack, Stack.NORTH, Somebody.ZHANG_SAN, Somebody.NORTH_CORP);
  }

  Browser browser() {
    return browser;
  }

  /** Opens the site's login and lands on DingTalk's page. */
  Page atDingTalk() {
    return browser.open(site.resolve("/login?return_to=/console/"));
  }

  /** Agrees on DingTalk's page; where DingTalk sends the browser, which has not gone there yet. */
  URI agreed() {
    return agreedOn(atDingTalk());
  }

  /** The same, with DingTalk's page open already. */
  URI agreedOn(Page consent) {
    return Consent.callback(browser, consent, person, corp);
  }

  /** The site's return URL with the login ticket, to which the cloud sends the browser. */
  URI ticketInHand() {
    var page = browser.openOnly(agreed());
    assertThat(page.status()).isEqualTo(303);
    return page.url().resolve(page.header("Location"));
  }

  /** All the way to the console. */
  public SignIn done() {
    assertThat(browser.open(agreed()).url()).isEqualTo(site.resolve("/console/"));
    return this;
  }

  /** Opens an address with this browser and follows where it leads. */
  Page open(URI address) {
    return browser.open(address);
  }

  /** What the site says about the session of this browser. */
  public Page me() {
    return browser.open(site.resolve("/api/v1/me"));
  }

  /** Sends a message as this person and waits until DingTalk has it; the last answer. */
  public Page sendUntilDingTalkHasIt(String message) {
    var path = Messages.newPath();
    json("PUT", path, message).expect(202);
    return Messages.awaitAtDingTalk(() -> open(site.resolve(path)));
  }

  /** Sends JSON to the site as a script of its own pages does. */
  public Page json(String method, String path, String body) {
    return browser.json(method, site.resolve(path), body);
  }
}
