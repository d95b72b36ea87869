package io.dinggate.cloud.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DataDirectoryTest {

  @TempDir Path directory;

  @Test
  void missingDirectoryIsMade() throws IOException {
    var data = directory.resolve("a/b");

    try (var mine = new DataDirectory()) {
      assertThat(mine.take(data)).isEmpty();
      assertThat(Files.isDirectory(data)).isTrue();
    }
  }

  @Test
  void secondInstanceIsRefusedUntilTheFirstIsGone() throws IOException {
    try (var second = new DataDirectory()) {
      try (var first = new DataDirectory()) {
        assertThat(first.take(directory)).isEmpty();
        assertThat(second.take(directory))
            .hasValueSatisfying(
                fault -> {
                  assertThat(fault.key()).isEqualTo("dinggate.data-dir");
                  assertThat(fault.message()).contains("in use by another instance");
                });
      }
      assertThat(second.take(directory)).isEmpty();
    }
  }

  @Test
  void directoryThatCannotBeWrittenToIsRefused() throws IOException {
    var file = Files.writeString(directory.resolve("file"), "");

    try (var mine = new DataDirectory()) {
      assertThat(mine.take(file.resolve("data")))
          .hasValueSatisfying(fault -> assertThat(fault.message()).contains("cannot write"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"nfs", "nfs4", "cifs", "9p", "fuse.sshfs", "fuse.glusterfs", "NFS4"})
  void networkFileSystemsAreRefused(String type) {
    assertThat(DataDirectory.isNetwork(type)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ext4", "xfs", "btrfs", "overlay", "tmpfs", "zfs", "fuse.fuse-overlayfs"})
  void localFileSystemsAreNot(String type) {
    assertThat(DataDirectory.isNetwork(type)).isFalse();
  }
}
