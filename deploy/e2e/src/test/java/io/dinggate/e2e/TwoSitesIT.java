package io.dinggate.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dinggate.e2e.walk.ApiClient;
import io.dinggate.e2e.walk.Page;
import java.net.URI;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Two sites on one cloud see nothing of each other (G6); spot checks on the packaged services. */
@ExtendWith(SharedStack.class)
class TwoSitesIT {

  private final Stack stack;
  private ApiClient eastAtTheCloud;
  private ApiClient northAtTheCloud;

  TwoSitesIT(Stack stack) {
    this.stack = stack;
  }

  @BeforeEach
  void callers() {
    eastAtTheCloud = Erp.siteAtTheCloud(stack, Stack.EAST);
    northAtTheCloud = Erp.siteAtTheCloud(stack, Stack.NORTH);
  }

  @Test
  void siteLooksUpUsersOfItsOwnCorpOnly() {
    assertThat(eastAtTheCloud.get(user(Somebody.EAST_CORP, Somebody.WANG_FANG)).status())
        .isEqualTo(200);
    assertThat(northAtTheCloud.get(user(Somebody.NORTH_CORP, Somebody.ZHANG_SAN)).status())
        .isEqualTo(200);

    assertDenied(eastAtTheCloud.get(user(Somebody.NORTH_CORP, Somebody.ZHANG_SAN)));
    assertDenied(northAtTheCloud.get(user(Somebody.EAST_CORP, Somebody.WANG_FANG)));
  }

  @Test
  void siteSendsToUsersOfItsOwnCorpOnly() {
    var path = Messages.newPath();
    var own = Messages.newPath();

    var answer =
        eastAtTheCloud.put(
            path,
            Messages.template(Somebody.NORTH_CORP, Somebody.ZHANG_SAN, "another site's " + path));
    northAtTheCloud
        .put(own, Messages.template(Somebody.NORTH_CORP, Somebody.ZHANG_SAN, "its own " + own))
        .expect(202);

    assertDenied(answer);
    Messages.awaitAtDingTalk(() -> northAtTheCloud.get(own));
    assertThat(stack.sandbox().messages())
        .noneSatisfy(sent -> assertThat(sent.body().toString()).contains(path));
  }

  @Test
  void siteDoesNotFindTheMessageOfAnother() {
    var path = "/api/v1/messages/" + UUID.randomUUID();
    eastAtTheCloud
        .put(path, Messages.text(Somebody.EAST_CORP, Somebody.WANG_FANG, "east only"))
        .expect(202);

    assertThat(eastAtTheCloud.get(path).status()).isEqualTo(200);
    assertThat(northAtTheCloud.get(path).status()).isEqualTo(404);
  }

  @Test
  void siteLearnsNothingOfTheMessagesOfAnotherByItsFeed() {
    var erp = Erp.of(stack, Stack.EAST);
    var path = Messages.newPath();
    erp.put(path, Messages.text(Somebody.EAST_CORP, Somebody.WANG_FANG, "east's " + path))
        .expect(202);

    Messages.awaitAtDingTalk(() -> erp.get(path));

    assertThat(Erp.of(stack, Stack.NORTH).get(path).status()).isEqualTo(404);
    assertThat(Erp.of(stack, Stack.NORTH).get("/api/v1/messages?limit=100").expect(200).body())
        .doesNotContain(path.replaceFirst(".*/", ""));
  }

  @Test
  void siteSeesItsOwnCorpsOnly() {
    var corps = northAtTheCloud.get("/api/v1/directory/corps").expect(200).body();

    assertThat(corps).contains(Somebody.NORTH_CORP).doesNotContain(Somebody.EAST_CORP);
  }

  @Test
  void tokenOfOneSitesProgramIsWorthNothingAtAnotherSiteOrAtTheCloud() {
    var token = Erp.of(stack, Stack.EAST).token();

    for (var service : new URI[] {stack.local(Stack.NORTH).url(), stack.cloud().url()}) {
      assertThat(withToken(service, token).status()).as("at %s", service).isEqualTo(401);
    }
  }

  @Test
  void tokenOfTheCloudIsWorthNothingAtASite() {
    assertThat(withToken(stack.local(Stack.EAST).url(), eastAtTheCloud.token()).status())
        .isEqualTo(401);
  }

  @Test
  void programOfOneSiteIsNoProgramOfAnother() {
    var east = stack.sandbox().world().site(Stack.EAST).apiClients().getFirst();
    var atNorth = new ApiClient(stack.local(Stack.NORTH).url(), east.id(), east.secret());

    assertThatThrownBy(atNorth::authenticate).hasMessageContaining("401");
  }

  @Test
  void personOfAnotherSitesCorpIsNotSignedIn() {
    var person = new SignIn(stack, Stack.EAST, Somebody.ZHANG_SAN, Somebody.NORTH_CORP);

    var page = person.open(person.agreed());

    assertThat(page.url().getPath()).isEqualTo("/login/failed");
    assertThat(person.me().status()).isEqualTo(401);
  }

  @Test
  void sessionOfOneSiteIsNoSessionOfAnother() {
    var east = SignIn.toEast(stack).done();
    var cookies = east.browser().cookies("localhost");
    assertThat(cookies).isNotEmpty();

    var atNorth = SignIn.toNorth(stack);
    atNorth.browser().setCookies("127.0.0.1", cookies);

    assertThat(atNorth.me().status()).isEqualTo(401);
  }

  @Test
  void ticketOfOneSiteSignsNobodyInAtAnother() {
    var east = SignIn.toEast(stack);
    var ticket = east.ticketInHand();
    var north = SignIn.toNorth(stack);
    north.atDingTalk();

    var page =
        north.open(
            stack
                .local(Stack.NORTH)
                .url()
                .resolve(ticket.getRawPath() + "?" + ticket.getRawQuery()));

    assertThat(page.url().getPath()).isEqualTo("/login/failed");
    assertThat(north.me().status()).isEqualTo(401);
  }

  @Test
  void bothSitesServeTheirOwnPeopleAtTheSameTime() {
    var east = SignIn.toEast(stack).done();
    var north = SignIn.toNorth(stack).done();

    assertThat(east.me().json().path("name").asText()).isEqualTo("王芳");
    assertThat(north.me().json().path("name").asText()).isEqualTo("张三");
  }

  private static void assertDenied(Page answer) {
    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.json().path("code").asText()).isEqualTo("corp-not-allowed");
  }

  private static String user(String corp, String userId) {
    return "/api/v1/directory/corps/" + corp + "/users/" + userId;
  }

  private static Page withToken(URI service, String token) {
    return new ApiClient(service, token).get("/api/v1/messages/any-id");
  }
}
