package io.dinggate.local.message;

import static io.dinggate.local.message.Messages.TO_ANNA;
import static io.dinggate.local.message.Messages.newId;
import static io.dinggate.local.message.Messages.staff;
import static io.dinggate.local.message.Messages.text;
import static io.dinggate.local.message.Messages.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.dinggate.local.testing.As;
import io.dinggate.local.testing.FakeCloud;
import io.dinggate.local.testing.LocalServiceTest;
import io.dinggate.local.testing.People;
import io.dinggate.local.testing.TestDatabase;
import io.dinggate.model.message.MessagePreview.Outlook;
import io.dinggate.model.problem.ErrorCode;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is said before anything is sent. */
@LocalServiceTest
class MessagePreviewsTest {

  @Inject As as;
  @Inject FakeCloud cloud;
  @Inject Told told;
  @Inject TestDatabase database;

  @BeforeEach
  void freshCloud() {
    cloud.comeBack();
    told.nothingLeft();
    cloud.reset();
  }

  @Test
  void everybodyIsForeseenInTheOrderOfTheRequest() {
    cloud.messages.expect(
        who -> who.userId().value().equals("ben") ? Outlook.DUPLICATE : Outlook.REACHABLE);

    preview(text("hello", user(People.ANNA), staff(newId(), "7"), user(People.BEN)))
        .statusCode(200)
        .body("tasks", hasSize(1))
        .body("tasks[0].corp", equalTo("ding-example"))
        .body("tasks[0].people", equalTo(2))
        .body("recipients.position", contains(0, 1, 2))
        .body("recipients.outlook", contains("reachable", "unknownRecipient", "duplicate"))
        .body("recipients[1].staffId", equalTo("7"));

    assertThat(cloud.messages.sent()).isEmpty();
    assertThat(database.number("select count(*) from message_outbox")).isZero();
  }

  @Test
  void peopleOfADepartmentFollow() {
    cloud.messages.expectPeople(People.refOf(People.BEN));

    preview(text("hello", "{\"corp\":\"ding-example\",\"departmentId\":7}", user(People.ANNA)))
        .statusCode(200)
        .body("recipients.outlook", contains("reachable", "reachable", "reachable"))
        .body("recipients.userId", contains(null, "anna", "ben"))
        .body("recipients.departmentId", contains(7, null, 7))
        .body("recipients[2].position", equalTo(2));
  }

  @Test
  void withoutTheCloudTheRestIsUnchecked() {
    as.person(People.ANNA).get("/api/v1/me").then().statusCode(200);
    database.run("update users set left_at = now() where user_id = 'anna'");
    try {
      cloud.goAway();

      preview(
              text(
                  "hello",
                  user(People.ANNA),
                  user(People.BEN),
                  staff(newId(), "7"),
                  "{\"corp\":\"ding-example\",\"departmentId\":7}"))
          .statusCode(200)
          .body("tasks", hasSize(0))
          .body(
              "recipients.outlook",
              contains("unknownUser", "unchecked", "unknownRecipient", "unchecked"));
    } finally {
      database.run("update users set left_at = null where user_id = 'anna'");
    }
  }

  @Test
  void whatCouldNotBeSentIsRefusedAlike() {
    as.person(People.ANNA)
        .body(text("hello", user(People.BEN)))
        .post("/api/v1/messages/preview")
        .then()
        .statusCode(403);
    preview(TO_ANNA.replace("ding-example", "ding-foreign"))
        .statusCode(403)
        .body("code", equalTo("corp-not-allowed"));
    preview(text("", user(People.ANNA))).statusCode(400);
    cloud.refuse("preview", ErrorCode.CONTENT_NOT_SUPPORTED, "suite-a sends templates only");
    preview(TO_ANNA).statusCode(422).body("code", equalTo("content-not-supported"));
  }

  private ValidatableResponse preview(String body) {
    return as.client("books", "messages:send").body(body).post("/api/v1/messages/preview").then();
  }
}
