package io.dinggate.e2e.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FilesTest {

  /** What an operator copies and commits; of all of it, the comments too. */
  static List<Path> files() {
    return Stream.of("kubernetes", "container", "docs/systemd")
        .map(Checkout.root().resolve("deploy")::resolve)
        .flatMap(directory -> Checkout.below(directory).stream())
        .toList();
  }

  @ParameterizedTest
  @MethodSource("files")
  void noFileHoldsASecret(Path file) {
    assertThat(SecretValues.in(Checkout.read(file))).isEmpty();
  }
}
