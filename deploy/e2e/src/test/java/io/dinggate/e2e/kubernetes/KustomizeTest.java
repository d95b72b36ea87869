package io.dinggate.e2e.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;

class KustomizeTest {

  @TempDir Path directory;

  @Test
  void withoutKubectlATestIsNotRunAndSaysWhatIsMissing() {
    assertThatThrownBy(() -> new Kustomize("no-such-kubectl", false).render(directory))
        .isInstanceOf(TestAbortedException.class)
        .hasMessage("kubectl 1.21 or later must be on the PATH to check the manifests; found none");
  }

  @Test
  void withoutKubectlContinuousIntegrationFails() {
    assertThatThrownBy(() -> new Kustomize("no-such-kubectl", true).render(directory))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("found none");
  }

  @Test
  void aKubectlWithoutComponentsIsNamedWithItsVersion() throws IOException {
    assertThat(new Kustomize(kubectl("20+", "v1.20.2"), false).unusable())
        .hasValueSatisfying(why -> assertThat(why).endsWith("found v1.20.2"));
    assertThat(new Kustomize(kubectl("21", "v1.21.0"), false).unusable()).isEmpty();
  }

  @Test
  void whatDoesNotRenderFailsWithTheReason() {
    var kustomize = new Kustomize();
    assumeTrue(kustomize.unusable().isEmpty(), () -> kustomize.unusable().orElseThrow());
    assertThatThrownBy(() -> kustomize.render(directory))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("does not render");
  }

  private String kubectl(String minor, String version) throws IOException {
    var program = directory.resolve("kubectl-" + minor);
    Files.writeString(
        program,
        """
        #!/bin/sh
        echo '{"clientVersion": {"major": "1", "minor": "%s", "gitVersion": "%s"}}'
        """
            .formatted(minor, version));
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
    return program.toString();
  }
}
