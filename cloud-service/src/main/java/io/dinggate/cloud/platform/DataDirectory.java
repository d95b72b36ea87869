package io.dinggate.cloud.platform;

import io.dinggate.platform.StartupFault;
import io.dinggate.platform.start.PreflightCheck;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.Config;
import org.jspecify.annotations.Nullable;

/**
 * Takes the data directory for this process: it must be writable, on a local disk, and nobody
 * else's. The lock is held until {@link #close}, or until the process ends however it ends.
 */
public final class DataDirectory implements PreflightCheck, AutoCloseable {

  private static final String KEY = "dinggate.data-dir";
  private static final String LOCK_FILE = "cloud.lock";

  /** SQLite's WAL needs memory shared by all readers and locks that hold: not so on these. */
  private static final Set<String> NETWORK_FILE_SYSTEMS =
      Set.of(
          "9p",
          "afs",
          "beegfs",
          "ceph",
          "cifs",
          "davfs",
          "gfs2",
          "glusterfs",
          "gpfs",
          "lustre",
          "ncpfs",
          "nfs",
          "nfs4",
          "ocfs2",
          "smb3",
          "smbfs");

  private static final Set<String> NETWORK_FUSE =
      Set.of("ceph", "ceph-fuse", "glusterfs", "gvfsd-fuse", "rclone", "s3fs", "sshfs");

  private @Nullable FileChannel held;

  @Override
  public List<StartupFault> faults(Config config) {
    return config.getOptionalValue(KEY, Path.class).flatMap(this::take).stream().toList();
  }

  /** Takes the directory, which is made when missing; what stands against it otherwise. */
  Optional<StartupFault> take(Path directory) {
    try {
      Files.createDirectories(directory);
      var type = Files.getFileStore(directory).type();
      if (isNetwork(type)) {
        return fault(directory + " is on a network file system (" + type + "): use a local disk");
      }
      return lock(directory)
          ? Optional.empty()
          : fault(directory + " is in use by another instance: one process, one directory");
    } catch (IOException e) {
      return fault("cannot write to " + directory + ": " + e.getClass().getSimpleName());
    }
  }

  /** Whether files on a file system of that type are kept by another machine. */
  static boolean isNetwork(String type) {
    var name = type.toLowerCase(Locale.ROOT);
    return NETWORK_FILE_SYSTEMS.contains(name)
        || (name.startsWith("fuse.") && NETWORK_FUSE.contains(name.substring("fuse.".length())));
  }

  private boolean lock(Path directory) throws IOException {
    var channel =
        FileChannel.open(
            directory.resolve(LOCK_FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (tryLock(channel) == null) {
      channel.close();
      return false;
    }
    held = channel;
    return true;
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  private static Optional<StartupFault> fault(String message) {
    return Optional.of(new StartupFault(KEY, message));
  }

  /** Gives the directory back. */
  @Override
  public void close() throws IOException {
    if (held != null) {
      held.close();
      held = null;
    }
  }
}
