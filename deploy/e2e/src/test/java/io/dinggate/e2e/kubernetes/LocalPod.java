package io.dinggate.e2e.kubernetes;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The pod of a manifest as a process of this machine: the manifest's settings, user, mounts and
 * nothing else writable, in a mount namespace of its own; the network is the machine's. Takes root.
 */
final class LocalPod implements AutoCloseable {

  private static final String SCRIPT =
      """
      set -eu
      mount --make-rprivate /
      overlay=$(mktemp -d)
      mount -t tmpfs tmpfs "$overlay"
      for directory in etc opt var/lib; do
        layer=$overlay/${directory//\\//-}
        mkdir -p "$layer/upper" "$layer/work"
        mount -t overlay overlay \
          -o "lowerdir=/$directory,upperdir=$layer/upper,workdir=$layer/work" "/$directory"
      done
      volume() { mkdir -p "$1" && mount -t tmpfs -o "$2" tmpfs "$1"; }
      # As Kubernetes mounts secrets and ConfigMaps: links to links, so that all change at once.
      files() {
        version=$1/..2026_01_01_00_00_00
        mkdir -m 0755 "$version" && cp "$2"/* "$version" && ln -s "${version##*/}" "$1/..data"
        chown 0:185 "$version"/* && chmod "$3" "$version"/* && chmod 0755 "$1"
        for file in "$version"/*; do ln -s "..data/${file##*/}" "$1/${file##*/}"; done
      }
      mkdir -p /opt/dinggate && mount --bind "$APP" /opt/dinggate
      %s
      for directory in etc opt var/lib; do mount -o remount,ro "/$directory"; done
      mount -o remount,bind,ro /
      cd /opt/dinggate
      exec setpriv --reuid=185 --regid=185 --clear-groups --no-new-privs --inh-caps=-all \
        --bounding-set=-all env -i PATH="$PATH" %s
      """;

  private final Process process;

  private LocalPod(Process process) {
    this.process = process;
  }

  /**
   * Starts the pod of the overlay's only workload.
   *
   * @param files what the volumes of secrets and ConfigMaps hold, a directory for each volume
   * @param elsewhere settings whose values are outside of the pod and different here
   * @param log gets what the pod writes
   */
  static LocalPod start(Rendered overlay, Path files, Map<String, String> elsewhere, Path log)
      throws IOException {
    var workload = overlay.workloads().getFirst();
    writeConfigMaps(overlay, workload, files);
    var settings = overlay.settings(workload);
    settings.putAll(elsewhere);
    var script = SCRIPT.formatted(mounts(workload, files), command(workload, settings));
    var builder = new ProcessBuilder("unshare", "--mount", "bash", "-c", script);
    builder.environment().put("APP", application(workload).toString());
    builder
        .environment()
        .put("PATH", Path.of(System.getProperty("java.home"), "bin") + ":/usr/bin:/bin");
    return new LocalPod(builder.redirectErrorStream(true).redirectOutput(log.toFile()).start());
  }

  /** Where the packaged service of a workload is. */
  static Path application(Workload workload) {
    return Checkout.root().resolve(workload.name()).resolve("target/quarkus-app");
  }

  boolean isRunning() {
    return process.isAlive();
  }

  /** Asks it to end as Kubernetes does; whether it has within the time. */
  boolean ends(long seconds) {
    process.destroy();
    try {
      return process.waitFor(seconds, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  private static void writeConfigMaps(Rendered overlay, Workload workload, Path files)
      throws IOException {
    for (var volume : workload.pod().getVolumes()) {
      if (volume.getConfigMap() != null) {
        var map = overlay.one(ConfigMap.class, volume.getConfigMap().getName()).orElseThrow();
        var directory = Files.createDirectories(files.resolve(volume.getName()));
        map.getData().forEach((name, text) -> Checkout.write(directory.resolve(name), text));
      }
    }
  }

  private static String mounts(Workload workload, Path files) {
    var lines = new ArrayList<String>();
    for (var mount : workload.containers().getFirst().getVolumeMounts()) {
      lines.add("volume %s %s".formatted(mount.getMountPath(), mode(workload, mount)));
      if (Boolean.TRUE.equals(mount.getReadOnly())) {
        var source = files.resolve(mount.getName());
        lines.add(
            "files %s %s %s".formatted(mount.getMountPath(), source, access(workload, mount)));
      }
    }
    // What is mounted over /tmp hides the sources of the others.
    lines.sort(
        (one, other) -> Boolean.compare(one.contains("/tmp mode"), other.contains("/tmp mode")));
    return String.join("\n", lines);
  }

  private static String mode(Workload workload, VolumeMount mount) {
    return workload.claims().contains(mount.getName()) ? "mode=2775,gid=185" : "mode=1777";
  }

  private static String access(Workload workload, VolumeMount mount) {
    var volume =
        workload.pod().getVolumes().stream()
            .filter(candidate -> candidate.getName().equals(mount.getName()))
            .findFirst()
            .orElseGet(Volume::new);
    return volume.getSecret() == null ? "0644" : "0440";
  }

  /** The image's entry point without its cache, which only an image has. */
  private static String command(Workload workload, Map<String, String> settings) {
    var words = new ArrayList<String>();
    settings.forEach((key, value) -> words.add("'" + key + "=" + value + "'"));
    var file = "Containerfile." + workload.name().replace("-service", "") + "-jvm";
    var entryPoint = Containerfile.read(file).shipped("ENTRYPOINT").getFirst();
    List.of(entryPoint.replaceAll("[\\[\\]\" ]", "").split(",")).stream()
        .filter(word -> !word.startsWith("-XX:AOTCache"))
        .forEach(words::add);
    return String.join(" ", words);
  }
}
