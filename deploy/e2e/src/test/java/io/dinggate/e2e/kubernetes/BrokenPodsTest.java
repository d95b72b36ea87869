package io.dinggate.e2e.kubernetes;

import static io.dinggate.e2e.kubernetes.Broken.change;
import static io.dinggate.e2e.kubernetes.Broken.container;
import static io.dinggate.e2e.kubernetes.Broken.overlay;
import static io.dinggate.e2e.kubernetes.Broken.pod;
import static io.dinggate.e2e.kubernetes.Broken.without;

import io.fabric8.kubernetes.api.model.HostPathVolumeSource;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every check of pods finds what it is there for, in a copy that was broken once. */
class BrokenPodsTest {

  @ParameterizedTest
  @MethodSource({"pods", "lifecycles"})
  void thePolicyNames(Path overlay, UnaryOperator<Rendered> change, String violation) {
    Broken.expect(overlay, change, violation);
  }

  static Stream<Arguments> pods() {
    return Stream.of(
        pod("root", pod -> pod.getSecurityContext().setRunAsNonRoot(null), "runAsNonRoot"),
        pod("no pod security at all", pod -> pod.setSecurityContext(null), "runAsNonRoot"),
        pod("another user", pod -> pod.getSecurityContext().setRunAsUser(0L), "user 185"),
        pod(
            "no seccomp profile",
            pod -> pod.getSecurityContext().setSeccompProfile(null),
            "seccomp profile"),
        pod(
            "unconfined",
            pod -> pod.getSecurityContext().getSeccompProfile().setType("Unconfined"),
            "seccomp profile"),
        pod("a token", pod -> pod.setAutomountServiceAccountToken(true), "account token"),
        pod("the host's network", pod -> pod.setHostNetwork(true), "host's namespaces"),
        pod(
            "the host's files",
            pod -> volume(pod, "tmp").setHostPath(new HostPathVolumeSource("/", "")),
            "host's files"),
        container(
            "a writable root",
            container -> container.getSecurityContext().setReadOnlyRootFilesystem(false),
            "read-only root"),
        container(
            "no security at all",
            container -> container.setSecurityContext(null),
            "read-only root"),
        container(
            "escalation",
            container -> container.getSecurityContext().setAllowPrivilegeEscalation(null),
            "gain privileges"),
        container(
            "a capability",
            container ->
                container.getSecurityContext().getCapabilities().setAdd(List.of("NET_ADMIN")),
            "drop all capabilities"),
        container(
            "kept capabilities",
            container -> container.getSecurityContext().getCapabilities().setDrop(List.of()),
            "drop all capabilities"),
        container(
            "privileged",
            container -> container.getSecurityContext().setPrivileged(true),
            "privileged"),
        container(
            "writable keys",
            container -> container.getVolumeMounts().getFirst().setReadOnly(null),
            "keys must be readOnly"),
        container(
            "nowhere to write",
            container ->
                container.getVolumeMounts().removeIf(mount -> mount.getMountPath().equals("/tmp")),
            "writable /tmp"));
  }

  static Stream<Arguments> lifecycles() {
    return Stream.of(
        container("latest", container -> container.setImage("a/b:latest"), "other than latest"),
        container("no tag", container -> container.setImage("a:5000/b"), "other than latest"),
        container("no limits", container -> container.setResources(null), "limits for both"),
        container(
            "no memory limit",
            container -> container.getResources().getLimits().remove("memory"),
            "limits for both"),
        container(
            "no startup probe",
            container -> container.setStartupProbe(null),
            "probed on /q/health/started"),
        container(
            "a migration cut off",
            container -> container.getStartupProbe().setFailureThreshold(120),
            "must leave 900 s for migrations"),
        pod(
            "temporary files without end",
            pod -> volume(pod, "tmp").getEmptyDir().setSizeLimit(null),
            "tmp must have a limit"),
        overlay(
            "no room to sort",
            Overlays.CLOUD,
            change(
                StatefulSet.class,
                set ->
                    volume(set.getSpec().getTemplate().getSpec(), "tmp")
                        .getEmptyDir()
                        .setSizeLimit(new Quantity("64Mi"))),
            "must have room for what SQLite sorts"),
        container(
            "liveness by readiness",
            container -> container.getLivenessProbe().getHttpGet().setPath("/q/health/ready"),
            "probed on /q/health/live"),
        container(
            "readiness on the public port",
            container ->
                container.getReadinessProbe().getHttpGet().setPort(new IntOrString("http")),
            "probed on /q/health/ready"),
        container(
            "a port without a name",
            container -> container.getPorts().getFirst().setName(null),
            "name its ports"),
        pod(
            "killed within a long poll",
            pod -> pod.setTerminationGracePeriodSeconds(30L),
            "terminationGracePeriodSeconds"),
        pod(
            "the default grace period",
            pod -> pod.setTerminationGracePeriodSeconds(null),
            "terminationGracePeriodSeconds"),
        overlay(
            "two writers",
            Overlays.CLOUD,
            change(StatefulSet.class, set -> set.getSpec().setReplicas(2)),
            "one replica only"),
        overlay(
            "replicas without a budget",
            Overlays.EAST,
            without(PodDisruptionBudget.class),
            "PodDisruptionBudget"));
  }

  private static Volume volume(PodSpec pod, String name) {
    return pod.getVolumes().stream()
        .filter(volume -> volume.getName().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
