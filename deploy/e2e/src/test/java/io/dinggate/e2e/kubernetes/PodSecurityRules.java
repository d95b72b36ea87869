package io.dinggate.e2e.kubernetes;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * A pod that is broken into must be worth little: no root, no writable image, no token, no host.
 */
final class PodSecurityRules implements Rule {

  @Override
  public void judge(Rendered overlay, Findings findings) {
    for (var workload : overlay.workloads()) {
      pod(workload, findings);
      workload.containers().forEach(container -> container(workload, container, findings));
    }
  }

  private static void pod(Workload workload, Findings findings) {
    var pod = workload.pod();
    var context = pod.getSecurityContext();
    findings.require(
        context != null && Boolean.TRUE.equals(context.getRunAsNonRoot()),
        "%s: must have runAsNonRoot",
        workload);
    findings.require(
        context != null && Objects.equals(context.getRunAsUser(), 185L),
        "%s: must run as user 185, like the image",
        workload);
    findings.require(
        context != null
            && context.getSeccompProfile() != null
            && "RuntimeDefault".equals(context.getSeccompProfile().getType()),
        "%s: must have the seccomp profile RuntimeDefault",
        workload);
    findings.require(
        Boolean.FALSE.equals(pod.getAutomountServiceAccountToken()),
        "%s: must not get a service account token",
        workload);
    findings.require(
        pod.getHostNetwork() == null && pod.getHostPID() == null && pod.getHostIPC() == null,
        "%s: must not share the host's namespaces",
        workload);
    findings.require(
        pod.getVolumes().stream().allMatch(volume -> volume.getHostPath() == null),
        "%s: must not mount the host's files",
        workload);
  }

  private static void container(Workload workload, Container container, Findings findings) {
    var context = container.getSecurityContext();
    findings.require(
        context != null && Boolean.TRUE.equals(context.getReadOnlyRootFilesystem()),
        "%s: %s must have a read-only root file system",
        workload,
        container.getName());
    findings.require(
        context != null && Boolean.FALSE.equals(context.getAllowPrivilegeEscalation()),
        "%s: %s must not gain privileges",
        workload,
        container.getName());
    findings.require(
        context != null
            && context.getCapabilities() != null
            && context.getCapabilities().getDrop().equals(List.of("ALL"))
            && context.getCapabilities().getAdd().isEmpty(),
        "%s: %s must drop all capabilities",
        workload,
        container.getName());
    findings.require(
        context == null || (context.getPrivileged() == null && context.getRunAsUser() == null),
        "%s: %s must not be privileged or another user",
        workload,
        container.getName());
    writableMounts(workload, container, findings);
  }

  private static void writableMounts(Workload workload, Container container, Findings findings) {
    var writable =
        workload.pod().getVolumes().stream()
            .filter(volume -> volume.getEmptyDir() != null)
            .map(Volume::getName)
            .collect(Collectors.toCollection(HashSet::new));
    writable.addAll(workload.claims());
    container.getVolumeMounts().stream()
        .filter(mount -> !Boolean.TRUE.equals(mount.getReadOnly()))
        .map(VolumeMount::getName)
        .forEach(
            name ->
                findings.require(
                    writable.contains(name), "%s: the volume %s must be readOnly", workload, name));
    findings.require(
        container.getVolumeMounts().stream().anyMatch(mount -> mount.getMountPath().equals("/tmp")),
        "%s: %s needs a writable /tmp",
        workload,
        container.getName());
  }
}
