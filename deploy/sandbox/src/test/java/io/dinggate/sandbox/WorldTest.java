package io.dinggate.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dinggate.sandbox.World.Corp;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorldTest {
  private final World world = World.load();

  @Test
  void idsOfTheDemoWorldAreFixed() {
    World.Suite suite = world.suite("suite-main");
    World.InternalApp internal = world.internalApp("internal-hr");

    assertThat(suite.suiteKey()).isEqualTo(DemoWorld.SUITE_KEY);
    assertThat(suite.suiteSecret()).isEqualTo(DemoWorld.SUITE_SECRET);
    assertThat(suite.suiteTicket()).isEqualTo(DemoWorld.SUITE_TICKET);
    assertThat(suite.suiteId()).isEqualTo("14999001");
    assertThat(suite.microAppId()).isEqualTo(62282);
    assertThat(suite.token()).isEqualTo("demoToken0001");
    assertThat(suite.encodingAesKey()).isEqualTo("abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG");
    assertThat(suite.templates().getFirst().variables()).containsExactly("title", "content");
    assertThat(internal.appKey()).isEqualTo(DemoWorld.APP_KEY);
    assertThat(internal.agentId()).isEqualTo(DemoWorld.INTERNAL_AGENT);
    assertThat(internal.encodingAesKey()).hasSize(43).isNotEqualTo(suite.encodingAesKey());
    assertThat(world.corps())
        .extracting(Corp::corpId)
        .containsExactly(
            "dingeast00000001", "dingnorth0000001", "dingforeign00001", "dingnoauth000001");
  }

  @Test
  void sitesHaveTheirClientsCorpsAndOperators() {
    World.Site east = world.site("east");

    assertThat(east.clientId()).isEqualTo("site-east");
    assertThat(east.corps())
        .containsExactly(new World.SiteCorp("dingeast00000001", "suite-main", "internal-hr"));
    assertThat(east.operators()).containsExactly(new World.Operator("dingeast00000001", "liwei"));
    assertThat(east.apiClients().getFirst().scopes())
        .containsExactly("messages:send", "messages:read", "users:read", "bindings:write");
    assertThat(world.site("north").corps())
        .containsExactly(new World.SiteCorp("dingnorth0000001", "suite-main", "suite-main"));
  }

  @Test
  void everyMembershipIsInAKnownCorpAndItsDepartments() {
    assertThat(world.people())
        .flatExtracting(World.Person::memberships)
        .allSatisfy(
            membership ->
                assertThat(world.corp(membership.corpId()).departments())
                    .extracting(World.Department::deptId)
                    .containsAll(membership.departments()));
  }

  @Test
  void textFormHasNoSecretAndNoPersonalData() {
    assertThat(world.toString())
        .doesNotContain(
            "secret", "demoToken", "139000", "@east.example", "ABCDEFG", DemoWorld.SUITE_KEY);
  }

  @Test
  void unknownIdIsNamed() {
    assertThatThrownBy(() -> world.suite("nobody"))
        .isInstanceOf(NoSuchElementException.class)
        .hasMessageContaining("suite nobody");
  }

  @Test
  void fileWithAnUnknownFieldIsRefused(@TempDir Path folder) throws IOException {
    Path good = Files.writeString(folder.resolve("good.json"), "{\"corps\":[]}");
    Path bad = Files.writeString(folder.resolve("bad.json"), "{\"corp\":[]}");

    assertThat(World.read(good).people()).isEmpty();
    assertThatThrownBy(() -> World.read(bad))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("bad.json");
  }
}
