package io.dinggate.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoOptionsTest {

  @TempDir private Path home;

  @Test
  void helpOfTheScriptNamesEveryOptionWithItsUsualPort() throws IOException {
    var help = Files.readString(Path.of("../demo"));

    for (var option : DemoOptions.spec().options()) {
      if (!option.longestName().equals("--home")) { // the script's own business
        assertThat(help).contains(option.longestName());
      }
    }
    for (var listener : Listener.values()) {
      assertThat(help).containsPattern(listener.option() + " N +" + listener.usual());
    }
  }

  @Test
  void usualPortsAreUsedUnlessMoved() {
    var options = parse(Map.of("DEMO_LOCAL_PORT", "18081"), "--cloud-port", "18080");

    assertThat(options.ports().of(Listener.CLOUD)).isEqualTo(18080);
    assertThat(options.ports().of(Listener.LOCAL)).isEqualTo(18081);
    assertThat(options.ports().of(Listener.SANDBOX_API)).isEqualTo(8092);
  }

  @Test
  void optionWinsOverVariable() {
    var options = parse(Map.of("DEMO_CLOUD_PORT", "1"), "--cloud-port", "18080");

    assertThat(options.ports().of(Listener.CLOUD)).isEqualTo(18080);
  }

  @Test
  void checkKeepsAwayFromTheUsualPortsAndDirectory() {
    var options = parse(Map.of(), "--check");

    assertThat(options.ports().of(Listener.CLOUD)).isNotEqualTo(8080);
    assertThat(options.directory()).isEmpty();
  }

  @Test
  void unknownOptionIsRefusedByName() {
    assertThatThrownBy(() -> parse(Map.of(), "--chekc"))
        .isInstanceOf(StackException.class)
        .hasMessageContaining("--chekc")
        .hasMessageContaining("deploy/demo --help");
  }

  @Test
  void portThatIsNoNumberIsRefusedByItsVariable() {
    assertThatThrownBy(() -> parse(Map.of("DEMO_CLOUD_PORT", "http"), "--check"))
        .isInstanceOf(StackException.class)
        .hasMessageContaining("DEMO_CLOUD_PORT");
  }

  private DemoOptions parse(Map<String, String> environment, String... arguments) {
    var all = new String[arguments.length + 2];
    System.arraycopy(arguments, 0, all, 0, arguments.length);
    all[arguments.length] = "--home";
    all[arguments.length + 1] = home.toString();
    return DemoOptions.parse(all, environment);
  }
}
