package io.dinggate.local.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.dinggate.local.testing.LocalServiceTest;
import io.dinggate.local.testing.People;
import io.dinggate.local.testing.TestDatabase;
import io.dinggate.local.user.Users;
import io.dinggate.model.UserId;
import io.dinggate.model.UserRef;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@LocalServiceTest
class SiteAddressesTest {

  private static final UserRef HERE = ref("addresses-here");
  private static final UserRef LEFT = ref("addresses-left");
  private static final UserRef LEFT_TOO = ref("addresses-left-too");
  private static final UserRef NEVER_MET = ref("addresses-never-met");

  @Inject SiteAddresses addresses;
  @Inject Users users;
  @Inject TestDatabase database;

  @BeforeEach
  void meetPeopleOfWhomTwoLeave() {
    for (var user : List.of(HERE, LEFT, LEFT_TOO)) {
      var person = People.person(user.corp(), user.userId().value(), "Somebody");
      users.lookedUp(People.inDirectory(person), Instant.now());
    }
    database.run(
        "update users set left_at = now() where user_id in ('addresses-left', 'addresses-left-too')");
  }

  @Test
  void whoHasLeftIsToldToWhoAsksAlone() {
    assertThat(addresses.gone(Set.of(LEFT))).containsExactly(LEFT);
    assertThat(addresses.gone(Set.of(HERE))).isEmpty();
    assertThat(addresses.gone(Set.of(HERE, LEFT, LEFT_TOO, NEVER_MET)))
        .containsExactlyInAnyOrder(LEFT, LEFT_TOO);
  }

  @Test
  void ofSeveralQuestionsAtOnceEachIsAnswered() {
    var questions =
        List.of(
            Set.of(HERE), Set.of(LEFT), Set.of(NEVER_MET), Set.of(LEFT_TOO), Set.of(LEFT, HERE));

    assertThat(addresses.goneOfAll(questions))
        .containsExactly(Set.of(), Set.of(LEFT), Set.of(), Set.of(LEFT_TOO), Set.of(LEFT));
    assertThat(addresses.goneOfAll(List.of(Set.of(HERE), Set.of(NEVER_MET))))
        .containsExactly(Set.of(), Set.of());
  }

  @Test
  void everyoneOfManyWhoAskAtTheSameTimeHearsOfTheOneAskedFor() throws Exception {
    var start = new CountDownLatch(1);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var answers =
          IntStream.range(0, 200)
              .mapToObj(n -> n % 3 == 0 ? LEFT : HERE)
              .map(
                  user ->
                      threads.submit(
                          () -> {
                            start.await();
                            return addresses.gone(Set.of(user)).equals(expected(user));
                          }))
              .toList();
      start.countDown();

      for (var answer : answers) {
        assertThat(answer.get()).isTrue();
      }
    }
  }

  private static Set<UserRef> expected(UserRef user) {
    return user.equals(LEFT) ? Set.of(LEFT) : Set.of();
  }

  private static UserRef ref(String userId) {
    return new UserRef(People.CORP, new UserId(userId));
  }
}
