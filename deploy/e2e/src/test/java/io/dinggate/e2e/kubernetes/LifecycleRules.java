package io.dinggate.e2e.kubernetes;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.math.BigDecimal;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Pods must start from a known image, be watched, have bounds, and end without losing a request.
 */
final class LifecycleRules implements Rule {

  /** How long a request may wait, in seconds: the feed's long poll. */
  private static final long LONGEST_WAIT = 25;

  /**
   * How long a start may take, in seconds: migrations of a large database end before any answer.
   */
  private static final long LONGEST_START = 900;

  /** What SQLite may have to sort on disk at once. */
  private static final BigDecimal ROOM_FOR_SORTING = Quantity.getAmountInBytes(new Quantity("1Gi"));

  private static final String TAG = ":(?!latest$)[A-Za-z0-9_][A-Za-z0-9._-]{0,127}";
  private static final Pattern PINNED =
      Pattern.compile("[^@]+(" + TAG + "|(" + TAG + ")?@sha256:[0-9a-f]{64})");

  @Override
  public void judge(Rendered overlay, Findings findings) {
    for (var workload : overlay.workloads()) {
      workload.containers().forEach(container -> container(workload, container, findings));
      temporaryFiles(workload, findings);
      end(workload, findings);
      replicas(overlay, workload, findings);
    }
  }

  private static void container(Workload workload, Container container, Findings findings) {
    findings.require(
        PINNED.matcher(container.getImage()).matches(),
        "%s: the image %s must have a tag other than latest, or a digest",
        workload,
        container.getImage());
    findings.require(
        bounded(container.getResources()),
        "%s: %s needs requests for cpu and memory, and limits for both",
        workload,
        container.getName());
    findings.require(
        ports(container).equals(Set.of("http", "management")),
        "%s: %s must name its ports http and management",
        workload,
        container.getName());
    probe(workload, "started", container.getStartupProbe(), findings);
    findings.require(
        patience(container.getStartupProbe()) >= LONGEST_START,
        "%s: the startup probe must leave %d s for migrations",
        workload,
        LONGEST_START);
    probe(workload, "live", container.getLivenessProbe(), findings);
    probe(workload, "ready", container.getReadinessProbe(), findings);
  }

  private static Set<String> ports(Container container) {
    return container.getPorts().stream().map(ContainerPort::getName).collect(Collectors.toSet());
  }

  private static void probe(
      Workload workload, String kind, @Nullable Probe probe, Findings findings) {
    findings.require(
        asks(probe, "/q/health/" + kind),
        "%s: must be probed on /q/health/%s of the management port",
        workload,
        kind);
  }

  private static boolean asks(@Nullable Probe probe, String path) {
    return probe != null
        && probe.getHttpGet() != null
        && path.equals(probe.getHttpGet().getPath())
        && "management".equals(probe.getHttpGet().getPort().getStrVal());
  }

  private static long patience(@Nullable Probe probe) {
    return probe == null || probe.getFailureThreshold() == null || probe.getPeriodSeconds() == null
        ? 0
        : (long) probe.getFailureThreshold() * probe.getPeriodSeconds();
  }

  private static void temporaryFiles(Workload workload, Findings findings) {
    for (var volume : workload.pod().getVolumes()) {
      if (volume.getEmptyDir() != null) {
        var limit = volume.getEmptyDir().getSizeLimit();
        findings.require(
            limit != null, "%s: the volume %s must have a limit", workload, volume.getName());
        findings.require(
            limit == null
                || !workload.name().equals("cloud-service")
                || Quantity.getAmountInBytes(limit).compareTo(ROOM_FOR_SORTING) >= 0,
            "%s: the volume %s must have room for what SQLite sorts",
            workload,
            volume.getName());
      }
    }
  }

  private static boolean bounded(ResourceRequirements resources) {
    return resources != null
        && resources.getRequests().keySet().containsAll(Set.of("cpu", "memory"))
        && resources.getLimits().keySet().containsAll(Set.of("cpu", "memory"));
  }

  private static void end(Workload workload, Findings findings) {
    var grace = workload.pod().getTerminationGracePeriodSeconds();
    findings.require(
        grace != null && grace >= LONGEST_WAIT + 10,
        "%s: terminationGracePeriodSeconds must be well above the longest wait of %d s",
        workload,
        LONGEST_WAIT);
  }

  private static void replicas(Rendered overlay, Workload workload, Findings findings) {
    findings.require(
        workload.replicas() == 1 || overlay.one(StatefulSet.class, workload.name()).isEmpty(),
        "%s: SQLite has one writer, so there can be one replica only",
        workload);
    findings.require(
        workload.replicas() == 1
            || overlay.all(PodDisruptionBudget.class).stream()
                .map(budget -> budget.getSpec().getSelector().getMatchLabels())
                .anyMatch(workload::isMeantBy),
        "%s: %d replicas need a PodDisruptionBudget",
        workload,
        workload.replicas());
  }
}
