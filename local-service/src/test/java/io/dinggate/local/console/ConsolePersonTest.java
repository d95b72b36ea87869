package io.dinggate.local.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.dinggate.local.platform.Caller.SessionCaller;
import io.dinggate.local.user.User;
import io.dinggate.model.CorpId;
import io.dinggate.model.UnionId;
import io.dinggate.model.UserId;
import io.dinggate.model.UserRef;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConsolePersonTest {

  private static final UserRef USER = new UserRef(new CorpId("ding-a"), new UserId("anna"));
  private static final UUID ROW = new UUID(1, 2);

  @ParameterizedTest
  @CsvSource({"王芳,王", "Anna,A", "𠮷野家,𠮷", "' Ben',B", "' ',?"})
  void initialIsTheFirstCharacterWhole(String name, String initial) {
    assertThat(ConsolePerson.of(session(name), null).initial()).isEqualTo(initial);
  }

  @ParameterizedTest
  @CsvSource({
    "https://static.example.com/a.png,https://static.example.com/a.png",
    "http://static.example.com/a.png,",
    "javascript:alert(1),"
  })
  void onlyHttpsPicturesAreShown(URI avatar, String shown) {
    var user =
        new User(
            ROW, USER, new UnionId("union"), "Anna", avatar, "Engineer", List.of(), Instant.EPOCH);

    assertThat(ConsolePerson.of(session("Anna"), user).avatar()).isEqualTo(shown);
  }

  @Test
  void personWithoutARowIsStillShown() {
    assertThat(ConsolePerson.of(session("Anna"), null))
        .isEqualTo(new ConsolePerson("Anna", "A", "ding-a", "anna", null, null, false));
  }

  private static SessionCaller session(String name) {
    return new SessionCaller(USER, ROW, name, false, Instant.EPOCH);
  }
}
