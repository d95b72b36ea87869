package io.dinggate.cloud.dingtalk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.dinggate.cloud.dingtalk.SendResult.Fate;
import org.junit.jupiter.api.Test;

class SendResultsTest {

  @Test
  void everyListSaysItsOwn() throws Exception {
    var result =
        read(
            """
            {"invalid_user_id_list":["a"],"forbidden_user_id_list":["b"],"failed_user_id_list":["c"],
             "read_user_id_list":["d"],"unread_user_id_list":["e"],"invalid_dept_id_list":[],
             "forbidden_list":[{"code":"143106","count":1,"userid":"f"}]}
            """);

    assertThat(result.of("a")).contains(new Fate.Invalid());
    assertThat(result.of("b")).contains(new Fate.Forbidden(""));
    assertThat(result.of("c")).contains(new Fate.Failed());
    assertThat(result.of("d")).contains(new Fate.Read());
    assertThat(result.of("e")).contains(new Fate.Unread());
    assertThat(result.of("f")).contains(new Fate.Forbidden("143106"));
    assertThat(result.of("g")).isEmpty();
  }

  @Test
  void listsMayBeMissing() throws Exception {
    assertThat(read("{}").fates()).isEmpty();
    assertThat(read("{\"read_user_id_list\":null,\"forbidden_list\":null}").fates()).isEmpty();
  }

  @Test
  void codeOfAForbiddenPersonIsTakenWhereverThePersonStands() throws Exception {
    var result =
        read(
            """
            {"forbidden_user_id_list":["a","b"],
             "forbidden_list":[{"code":143105,"userid":"a"},{"userid":"c"},{"code":"1"}]}
            """);

    assertThat(result.of("a")).contains(new Fate.Forbidden("143105"));
    assertThat(result.of("b")).contains(new Fate.Forbidden(""));
    assertThat(result.of("c")).contains(new Fate.Forbidden("unreadable"));
    assertThat(result.fates()).hasSize(3);
  }

  @Test
  void whoHasItHasIt() throws Exception {
    assertThat(
            read("{\"unread_user_id_list\":[\"a\"],\"read_user_id_list\":[\"a\"],"
                    + "\"failed_user_id_list\":[\"a\"],\"forbidden_user_id_list\":[\"a\"]}")
                .of("a"))
        .contains(new Fate.Read());
    assertThat(read("{\"unread_user_id_list\":[\"a\"],\"failed_user_id_list\":[\"a\"]}").of("a"))
        .contains(new Fate.Unread());
  }

  @Test
  void nobodyIsNamedInLogs() throws Exception {
    assertThat(read("{\"read_user_id_list\":[\"wangfang\"]}").toString())
        .isEqualTo("SendResult[1 people]");
  }

  private static SendResult read(String lists) throws Exception {
    return SendResults.of(
        new ObjectMapper()
            .configure(
                com.fasterxml.jackson.databind.DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                false)
            .readValue(lists, OapiWire.ResultAnswer.Lists.class));
  }
}
