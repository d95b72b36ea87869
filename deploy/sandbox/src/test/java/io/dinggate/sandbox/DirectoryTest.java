package io.dinggate.sandbox;

import static io.dinggate.sandbox.DemoWorld.EAST;
import static io.dinggate.sandbox.DemoWorld.INTERNAL;
import static io.dinggate.sandbox.DemoWorld.NORTH;
import static io.dinggate.sandbox.DemoWorld.SUITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DirectoryTest {
  private final Sandbox sandbox = Sandbox.start(SandboxOptions.defaults());
  private final Calls calls = new Calls(sandbox);

  @AfterEach
  void stop() {
    sandbox.close();
  }

  @Test
  void inAppCodeTellsTheUserOnce() {
    String token = calls.corpToken(EAST);
    String code = sandbox.inAppCode(SUITE, EAST, "wangfang");

    JsonNode first = userInfo(token, code);
    JsonNode second = userInfo(token, code);

    assertThat(first.at("/result/userid").asText()).isEqualTo("wangfang");
    assertThat(first.at("/result/unionid").asText()).isEqualTo("unVendorWangfangiE");
    assertThat(first.at("/result/sys").asBoolean()).isFalse();
    assertThat(second.path("errcode").asInt()).isEqualTo(40078);
    assertThat(sandbox.journal().inAppExchanges()).isEqualTo(2);
  }

  @Test
  void inAppCodeBelongsToItsAppAndCorp() {
    String code = sandbox.inAppCode(SUITE, EAST, "wangfang");

    assertThat(userInfo(calls.appToken(), code).path("errcode").asInt()).isEqualTo(40078);
    assertThat(userInfo(calls.corpToken(NORTH), code).path("errcode").asInt()).isEqualTo(40078);
    assertThat(userInfo(calls.corpToken(EAST), code).path("errcode").asInt()).isZero();
  }

  @Test
  void inAppCodeExpires() {
    String code = sandbox.inAppCode(SUITE, EAST, "wangfang");
    sandbox.clock().advance(Duration.ofMinutes(5));

    assertThat(userInfo(calls.corpToken(EAST), code).path("errcode").asInt()).isEqualTo(40078);
  }

  @Test
  void codeForNobodyIsNotMinted() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> sandbox.inAppCode(SUITE, NORTH, "wangfang"));
  }

  @ParameterizedTest
  @CsvSource({
    "unVendorWangfangiE, 0, wangfang, 0",
    "unVendorChenextiE, 0, chen.ext, 1",
    "unVendorSunhiddeniE, 0, sunhidden, 0",
    "unVendorZhaoleftiE, 60121, '', 0",
    "unVendorSmithiE, 60121, '', 0",
    "unEastWangfangiE, 60121, '', 0"
  })
  void unionIdLeadsToTheUserOfTheTokensCorp(
      String unionId, int errcode, String userId, int contactType) {
    JsonNode answer =
        calls.oapi(
            "/topapi/user/getbyunionid",
            calls.corpToken(EAST),
            "{\"unionid\":\"" + unionId + "\"}");

    assertThat(answer.path("errcode").asInt()).isEqualTo(errcode);
    assertThat(answer.at("/result/userid").asText()).isEqualTo(userId);
    assertThat(answer.at("/result/contact_type").asInt()).isEqualTo(contactType);
  }

  @Test
  void personInTwoCorpsHasAUserIdInEach() {
    String body = "{\"unionid\":\"unVendorZhouminiE\"}";

    assertThat(
            calls
                .oapi("/topapi/user/getbyunionid", calls.corpToken(EAST), body)
                .at("/result/userid")
                .asText())
        .isEqualTo("zhoumin");
    assertThat(
            calls
                .oapi("/topapi/user/getbyunionid", calls.corpToken(NORTH), body)
                .at("/result/userid")
                .asText())
        .isEqualTo("zm-north");
  }

  @Test
  void otherDeveloperSeesOtherUnionIds() {
    JsonNode user =
        calls.oapi("/topapi/v2/user/get", calls.appToken(), "{\"userid\":\"wangfang\"}");

    assertThat(user.at("/result/unionid").asText()).isEqualTo("unEastWangfangiE");
  }

  @Test
  void suiteNeverGetsPersonalFields() {
    JsonNode forSuite = user(calls.corpToken(EAST), "wangfang").path("result");
    JsonNode forInternal = user(calls.appToken(), "wangfang").path("result");

    assertThat(forSuite.path("name").asText()).isEqualTo("王芳");
    assertThat(forSuite.path("dept_id_list").get(0).asLong()).isEqualTo(4);
    assertThat(forSuite.toString())
        .doesNotContain("13900000001", "wangfang@east.example", "hired_date");
    assertThat(forInternal.path("mobile").asText()).isEqualTo("13900000001");
    assertThat(forInternal.path("email").asText()).isEqualTo("wangfang@east.example");
  }

  @ParameterizedTest
  @CsvSource({
    "sunhidden, 50002",
    "zhaoleft, 60121",
    "chen.ext, 60121",
    "nobody, 60121",
    "'', 400002"
  })
  void userThatCannotBeShownHasItsOwnError(String userId, int errcode) {
    JsonNode answer = user(calls.corpToken(EAST), userId);

    assertThat(answer.path("errcode").asInt()).isEqualTo(errcode);
    assertThat(answer.has("sub_code")).isFalse();
    assertThat(answer.path("request_id").asText()).isNotEmpty();
  }

  @Test
  void overlongUserIdIsInvalid() {
    assertThat(user(calls.corpToken(EAST), "u".repeat(65)).path("errcode").asInt())
        .isEqualTo(33012);
  }

  @Test
  void mobileIsForInternalAppsOnly() {
    String body = "{\"mobile\":\"13900000002\"}";

    assertThat(
            calls
                .oapi("/topapi/v2/user/getbymobile", calls.appToken(), body)
                .at("/result/userid")
                .asText())
        .isEqualTo("liwei");
    JsonNode suite = calls.oapi("/topapi/v2/user/getbymobile", calls.corpToken(EAST), body);
    assertThat(suite.path("errcode").asInt()).isEqualTo(88);
    assertThat(suite.path("sub_code").asText()).isEqualTo("60011");
    assertThat(suite.path("sub_msg").asText()).contains("qyapi_get_member_by_mobile");
  }

  @ParameterizedTest
  @CsvSource({"19900000000, 60121", "abc, 40104", "1390000000213900, 400002", "13900000007, 50002"})
  void mobileThatLeadsNowhereHasItsOwnError(String mobile, int errcode) {
    assertThat(
            calls
                .oapi(
                    "/topapi/v2/user/getbymobile",
                    calls.appToken(),
                    "{\"mobile\":\"" + mobile + "\"}")
                .path("errcode")
                .asInt())
        .isEqualTo(errcode);
  }

  @Test
  void membersOfADepartmentComeInPages() {
    sandbox.join(
        "wangfang",
        new World.Membership(
            NORTH, "wf-north", "", "", List.of(22L), false, false, false, List.of()));
    String token = calls.corpToken(NORTH);

    JsonNode first = list(token, "{\"dept_id\":22,\"cursor\":0,\"size\":1}").path("result");
    JsonNode second = list(token, "{\"dept_id\":22,\"cursor\":1,\"size\":1}").path("result");

    assertThat(first.path("has_more").asBoolean()).isTrue();
    assertThat(first.path("next_cursor").asLong()).isEqualTo(1);
    assertThat(first.path("list").get(0).path("userid").asText()).isEqualTo("wf-north");
    assertThat(second.path("has_more").asBoolean()).isFalse();
    assertThat(second.has("next_cursor")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "'{\"dept_id\":2,\"cursor\":0,\"size\":101}', 400002",
    "'{\"dept_id\":2,\"size\":1}', 400002",
    "'{\"dept_id\":\"x\",\"cursor\":0,\"size\":1}', 400002",
    "'{\"dept_id\":99,\"cursor\":0,\"size\":1}', 60003",
    "'{\"dept_id\":5,\"cursor\":0,\"size\":1}', 50004"
  })
  void wrongPageRequestIsRefused(String body, int errcode) {
    assertThat(list(calls.corpToken(EAST), body).path("errcode").asInt()).isEqualTo(errcode);
  }

  @Test
  void departmentsAreListedOneLevelAtATime() {
    String token = calls.corpToken(EAST);

    assertThat(
            calls
                .oapi("/topapi/v2/department/listsub", token, "{}")
                .path("result")
                .findValuesAsText("dept_id"))
        .containsExactly("2", "3");
    assertThat(
            calls
                .oapi("/topapi/v2/department/listsub", token, "{\"dept_id\":2}")
                .path("result")
                .findValuesAsText("name"))
        .containsExactly("质检组");
  }

  @Test
  void departmentHasItsDetails() {
    JsonNode department =
        calls.oapi("/topapi/v2/department/get", calls.corpToken(EAST), "{\"dept_id\":4}");

    assertThat(department.at("/result/parent_id").asLong()).isEqualTo(2);
    assertThat(department.at("/result/member_count").asLong()).isEqualTo(1);
  }

  @Test
  void visibleRangeIsTold() {
    assertThat(scopes(calls.corpToken(NORTH))).containsExactly("1");
    assertThat(scopes(calls.corpToken(EAST))).containsExactly("2", "3");
  }

  @Test
  void leaverIsGoneFromTheDirectoryButCanStillSignIn() {
    sandbox.leave(EAST, "wangfang");

    assertThat(user(calls.corpToken(EAST), "wangfang").path("errcode").asInt()).isEqualTo(60121);
    assertThat(calls.codeOf(EAST, "wangfang")).isNotEmpty();
  }

  @Test
  void tokenProblemsAreWrappedOnTopapiAndBareElsewhere() {
    JsonNode wrapped = user("no-such-token", "wangfang");
    JsonNode bare =
        Http.json(Http.get(sandbox.oapiUrl(), "/auth/scopes?access_token=no-such-token"));
    JsonNode missing = Http.json(Http.post(sandbox.oapiUrl(), "/topapi/v2/user/get", "{}"));
    JsonNode missingBare = Http.json(Http.get(sandbox.oapiUrl(), "/auth/scopes"));

    assertThat(wrapped.path("errcode").asInt()).isEqualTo(88);
    assertThat(wrapped.path("sub_code").asText()).isEqualTo("40014");
    assertThat(wrapped.path("errmsg").asText()).contains("subcode=40014");
    assertThat(bare.path("errcode").asInt()).isEqualTo(40014);
    assertThat(missing.path("sub_code").asText()).isEqualTo("40000");
    assertThat(missingBare.path("errcode").asInt()).isEqualTo(41001);
  }

  @Test
  void corpTokenExpires() {
    String token = calls.corpToken(EAST);
    sandbox.clock().advance(Duration.ofHours(2));

    assertThat(user(token, "wangfang").path("sub_code").asText()).isEqualTo("42001");
  }

  @Test
  void formIsTakenToo() {
    JsonNode answer =
        Http.json(
            Http.form(
                sandbox.oapiUrl(),
                "/topapi/v2/user/get",
                Map.of("access_token", calls.corpToken(EAST), "userid", "liwei")));

    assertThat(answer.at("/result/name").asText()).isEqualTo("李伟");
  }

  @Test
  void bodyThatIsNoJsonIsRefused() {
    assertThat(
            calls
                .oapi("/topapi/v2/user/get", calls.corpToken(EAST), "{oops")
                .path("errcode")
                .asInt())
        .isEqualTo(47001);
  }

  @Test
  void inAppCodeOfTheInternalAppWorksWithItsToken() {
    assertThat(
            userInfo(calls.appToken(), sandbox.inAppCode(INTERNAL, EAST, "liwei"))
                .at("/result/sys")
                .asBoolean())
        .isTrue();
  }

  @Test
  void idsOfADepartmentAreThoseOfItsOwnPeople() {
    String token = calls.corpToken("dingeast00000001");

    JsonNode ids = calls.oapi("/topapi/user/listid", token, "{\"dept_id\":2}");

    assertThat(ids.at("/result/userid_list").valueStream().map(JsonNode::asText))
        .contains("zhoumin")
        .doesNotContain("wangfang", "liwei");
    assertThat(calls.oapi("/topapi/user/listid", token, "{\"dept_id\":5}").path("errcode").asInt())
        .isEqualTo(50004);
  }

  private JsonNode userInfo(String token, String code) {
    return calls.oapi("/topapi/v2/user/getuserinfo", token, "{\"code\":\"" + code + "\"}");
  }

  private JsonNode user(String token, String userId) {
    return calls.oapi("/topapi/v2/user/get", token, "{\"userid\":\"" + userId + "\"}");
  }

  private JsonNode list(String token, String body) {
    return calls.oapi("/topapi/v2/user/list", token, body);
  }

  private List<String> scopes(String token) {
    JsonNode answer = Http.json(Http.get(sandbox.oapiUrl(), "/auth/scopes?access_token=" + token));
    return answer.at("/auth_org_scopes/authed_dept").valueStream().map(JsonNode::asText).toList();
  }
}
