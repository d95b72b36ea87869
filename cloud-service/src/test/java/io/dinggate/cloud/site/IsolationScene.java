package io.dinggate.cloud.site;

import io.dinggate.cloud.login.FinishedLogin;
import io.dinggate.model.feed.FeedCursor;
import io.dinggate.platform.Ids;
import io.dinggate.sandbox.Sandbox;
import io.dinggate.sandbox.World;
import java.util.List;
import java.util.Map;

/**
 * A site that calls, and a corp with all that its own site has there.
 *
 * @param sandbox DingTalk
 * @param caller the site that calls
 * @param owner the site of the corp
 * @param corp the organisation that is called for
 * @param user a person in it
 */
record IsolationScene(
    Sandbox sandbox, World.Site caller, World.Site owner, String corp, String user) {

  static IsolationScene of(Sandbox sandbox, String caller, String owner) {
    var east = owner.equals("east");
    return new IsolationScene(
        sandbox,
        sandbox.world().site(caller),
        sandbox.world().site(owner),
        east ? "dingeast00000001" : "dingnorth0000001",
        east ? "wangfang" : "zhangsan");
  }

  boolean isOwn() {
    return caller.id().equals(owner.id());
  }

  String unionId() {
    return user.equals("wangfang") ? "unVendorWangfangiE" : "unVendorZhangsaniE";
  }

  /** A finished login of the corp's own site. */
  FinishedLogin login() {
    return FinishedLogin.of(sandbox, owner, corp, user);
  }

  String inAppCode() {
    return sandbox.inAppCode("suite-main", corp, user);
  }

  /** What the corp's own site could send. */
  Map<String, Object> message() {
    var template =
        Map.of(
            "type",
            "template",
            "templateId",
            "tpl-notice-1",
            "variables",
            Map.of("title", "t", "content", Ids.uuidV7().toString()));
    return Map.of(
        "recipients",
        List.of(Map.of("corp", corp, "userId", user)),
        "content",
        template,
        "app",
        "suite-main");
  }

  /** The id of a message that the corp's own site has sent. */
  String sentMessage() {
    var id = Ids.uuidV7().toString();
    SiteCaller.as(owner).body(message()).put("/api/v1/messages/{id}", id).then().statusCode(202);
    return id;
  }

  /**
   * A place in the feed of the corp's own site, before an entry that is kept: what other tests have
   * confirmed may be gone.
   */
  FeedCursor feedCursor() {
    sentMessage();
    var page =
        SiteCaller.as(owner)
            .queryParam("limit", 1)
            .queryParam("wait", 20)
            .get("/api/v1/feed")
            .then()
            .statusCode(200)
            .extract()
            .jsonPath();
    return new FeedCursor(page.getString("epoch"), page.getLong("entries[0].sequence") - 1);
  }
}
