package io.dinggate.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.dinggate.e2e.Stack;
import io.dinggate.sandbox.World;
import io.dinggate.sandbox.World.App;
import io.dinggate.sandbox.World.Person;
import io.dinggate.sandbox.World.SiteCorp;
import org.junit.jupiter.api.Test;

class BenchWorldTest {

  private final World world = BenchWorld.after(World.load());

  @Test
  void thereAreSixPairsOrMore() {
    assertThat(Pair.of(world)).doesNotHaveDuplicates().hasSizeGreaterThanOrEqualTo(6);
  }

  @Test
  void theSiteMayUseEveryCorp() {
    assertThat(world.site(Stack.EAST).corps())
        .extracting(SiteCorp::corpId)
        .containsAll(Pair.of(world).stream().map(Pair::corp).toList());
  }

  @Test
  void appsAndPeopleAreTheirOwn() {
    assertThat(world.apps()).extracting(App::appId).doesNotHaveDuplicates();
    assertThat(world.apps()).extracting(App::key).doesNotHaveDuplicates();
    assertThat(world.apps()).extracting(App::encodingAesKey).doesNotHaveDuplicates();
    assertThat(world.people()).extracting(Person::id).doesNotHaveDuplicates();
    assertThat(world.people()).extracting(Person::mobile).doesNotHaveDuplicates();
  }
}
