package io.dinggate.local.user;

import static org.assertj.core.api.Assertions.assertThat;

import io.dinggate.local.testing.LocalServiceTest;
import io.dinggate.local.testing.People;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

@LocalServiceTest
class UsersTest {

  @Inject Users users;

  @Test
  void nobodyIsKnownWhoWasNeverMet() {
    assertThat(users.find(People.refOf(People.person(People.CORP, "nobody", "Nobody")))).isEmpty();
  }
}
