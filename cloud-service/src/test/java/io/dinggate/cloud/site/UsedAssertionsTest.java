package io.dinggate.cloud.site;

import static org.assertj.core.api.Assertions.assertThat;

import io.dinggate.cloud.platform.Reads;
import io.dinggate.cloud.platform.Writes;
import io.dinggate.cloud.testing.CloudWorld;
import io.dinggate.cloud.testing.MovableClock;
import io.dinggate.platform.Ids;
import io.dinggate.platform.keys.IndexKey;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(CloudWorld.class)
class UsedAssertionsTest {

  private static final Duration KEPT = Duration.ofMinutes(2);

  @Inject Writes writes;
  @Inject Reads reads;
  @Inject IndexKey index;

  private final MovableClock clock = new MovableClock();
  private final String jti = Ids.uuidV7().toString();

  @Test
  void usedIdIsRefusedAfterARestart() {
    assertThat(started().firstUse("site-east", jti, until())).isTrue();

    assertThat(started().firstUse("site-east", jti, until())).isFalse();
    assertThat(started().firstUse("site-north", jti, until())).isTrue();
  }

  @Test
  void oneOfManyAtOnceIsTheFirst() throws Exception {
    var used = started();
    var until = until();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var calls = new ArrayList<Callable<Boolean>>();
      for (var i = 0; i < 20; i++) {
        calls.add(() -> used.firstUse("site-east", jti, until));
      }

      var firsts = 0;
      for (var call : threads.invokeAll(calls)) {
        firsts += call.get() ? 1 : 0;
      }

      assertThat(firsts).isEqualTo(1);
    }
  }

  @Test
  void expiredOnesAreForgottenAndOthersAreNot() {
    var used = started();
    var later = Ids.uuidV7().toString();
    used.firstUse("site-east", jti, until());
    used.firstUse("site-east", later, until().plus(KEPT));

    used.forget();
    assertThat(stored(jti)).isEqualTo(1);

    clock.advance(KEPT.plusSeconds(1));
    used.forget();

    assertThat(stored(jti)).isZero();
    assertThat(stored(later)).isEqualTo(1);
  }

  @Test
  void idsAreNotStoredInClear() {
    started().firstUse("site-east", jti, until());

    int clear =
        reads.query(
            connection -> {
              try (var select =
                  connection.prepareStatement(
                      "select count(*) from used_assertion where instr(id, ?) > 0")) {
                select.setString(1, jti);
                return select.executeQuery().getInt(1);
              }
            });
    assertThat(clear).isZero();
  }

  /** As a start makes it: nothing but the database remembers. */
  private UsedAssertions started() {
    return new UsedAssertions(writes, index, clock);
  }

  private Instant until() {
    return clock.instant().plus(KEPT);
  }

  private int stored(String id) {
    var key = index.of("used_assertion.id", "site-east\n" + id);
    return reads.query(
        connection -> {
          try (var select =
              connection.prepareStatement("select count(*) from used_assertion where id = ?")) {
            select.setString(1, key);
            return select.executeQuery().getInt(1);
          }
        });
  }
}
