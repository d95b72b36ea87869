package io.dinggate.cloud.registry;

import io.dinggate.cloud.platform.CloudConfig;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.logging.Log;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduler;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** {@link Registry} from a file that is read again when it changes; a bad file changes nothing. */
@Singleton
class FileRegistry implements Registry {

  private final Path file;
  private volatile State state;

  FileRegistry(CloudConfig config, MeterRegistry meters) {
    this.file = config.registryFile();
    var first = Version.read(file);
    var snapshot = first.reading().snapshot();
    if (snapshot == null) {
      throw new IllegalStateException(
          "dinggate.registry-file is not valid: " + inOneLine(first.reading().faults()));
    }
    this.state = new State(snapshot, first);
    meters.gauge("dinggate.registry.faults", this, self -> self.faults().size());
  }

  void watch(@Observes StartupEvent event, Scheduler scheduler, RegistryConfig config) {
    scheduler
        .newJob("registry-file")
        .setInterval(config.checkEvery().toString())
        .setTask(_ -> refresh())
        .schedule();
  }

  @Override
  public Snapshot snapshot() {
    return state.inForce();
  }

  /** What is wrong with the file as it is now; empty when the snapshot is what the file says. */
  List<RegistryFault> faults() {
    return state.latest().reading().faults();
  }

  /** Reads the file again when it, or a file it names, has changed. */
  void refresh() {
    var before = state;
    if (before.latest().isCurrent()) {
      return;
    }
    var latest = Version.read(file);
    var snapshot = latest.reading().snapshot();
    if (snapshot == null) {
      state = new State(before.inForce(), latest);
      Log.warnf(
          "The registry file has changed and is not valid; the last good one stays: %s",
          inOneLine(latest.reading().faults()));
    } else {
      state = new State(snapshot, latest);
      Log.infof(
          "The registry file was read: %d apps, %d sites",
          snapshot.apps().size(), snapshot.sites().size());
    }
  }

  private static String inOneLine(List<RegistryFault> faults) {
    return faults.stream().map(RegistryFault::toString).collect(Collectors.joining("; "));
  }

  private record State(Snapshot inForce, Version latest) {}

  /** A reading, and what the files held before it: a change while reading is seen next time. */
  private record Version(RegistryFile.Reading reading, Fingerprint fingerprint) {

    /** Reads until the file names the files whose contents were looked at before. */
    static Version read(Path file) {
      var files = List.of(file);
      while (true) {
        var fingerprint = Fingerprint.of(files);
        var reading = RegistryFile.read(file);
        if (reading.files().equals(files)) {
          return new Version(reading, fingerprint);
        }
        files = reading.files();
      }
    }

    boolean isCurrent() {
      return Fingerprint.of(reading.files()).equals(fingerprint);
    }
  }
}
