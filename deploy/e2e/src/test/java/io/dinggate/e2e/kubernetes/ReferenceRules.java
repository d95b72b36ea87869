package io.dinggate.e2e.kubernetes;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;

/** What refers to something else by name must find it, and nothing comes in from outside. */
final class ReferenceRules implements Rule {

  /** What the operator makes in the cluster; the commands stand in operations.md. */
  static final Set<String> SECRETS_OF_THE_OPERATOR =
      Set.of(
          "cloud-service-keys",
          "cloud-service-registry",
          "local-service-keys",
          "local-service-cloud",
          "local-service-database");

  @Override
  public void judge(Rendered overlay, Findings findings) {
    for (var workload : overlay.workloads()) {
      volumes(overlay, workload, findings);
      workload.containers().forEach(container -> mounts(workload, container, findings));
      configMaps(overlay, workload, findings);
      findings.require(
          overlay.one(ServiceAccount.class, workload.pod().getServiceAccountName()).isPresent(),
          "%s: its ServiceAccount is not rendered",
          workload);
      findings.require(
          Boolean.FALSE.equals(workload.pod().getEnableServiceLinks()),
          "%s: enableServiceLinks must be off: it makes DINGGATE_ variables that stop the start",
          workload);
      findings.require(
          overlay.all(Service.class).stream()
              .anyMatch(service -> workload.isMeantBy(service.getSpec().getSelector())),
          "%s: no Service leads to its pods",
          workload);
    }
    overlay.all(Service.class).forEach(service -> service(overlay, service, findings));
    namespaces(overlay, findings);
  }

  private static void volumes(Rendered overlay, Workload workload, Findings findings) {
    for (var volume : workload.pod().getVolumes()) {
      if (volume.getSecret() != null) {
        findings.require(
            SECRETS_OF_THE_OPERATOR.contains(volume.getSecret().getSecretName()),
            "%s: nobody makes the secret %s",
            workload,
            volume.getSecret().getSecretName());
        findings.require(
            Integer.valueOf(0440).equals(volume.getSecret().getDefaultMode()),
            "%s: the secret %s must not be readable by everybody",
            workload,
            volume.getSecret().getSecretName());
      }
      if (volume.getConfigMap() != null) {
        findings.require(
            overlay.one(ConfigMap.class, volume.getConfigMap().getName()).isPresent(),
            "%s: its ConfigMap %s is not rendered",
            workload,
            volume.getConfigMap().getName());
      }
    }
  }

  private static void mounts(Workload workload, Container container, Findings findings) {
    var volumes =
        workload.pod().getVolumes().stream()
            .map(Volume::getName)
            .collect(Collectors.toCollection(HashSet::new));
    volumes.addAll(workload.claims());
    container.getVolumeMounts().stream()
        .map(VolumeMount::getName)
        .forEach(
            name -> findings.require(volumes.contains(name), "%s: no volume %s", workload, name));
  }

  private static void configMaps(Rendered overlay, Workload workload, Findings findings) {
    workload.containers().stream()
        .flatMap(container -> container.getEnvFrom().stream())
        .filter(source -> source.getConfigMapRef() != null)
        .map(source -> source.getConfigMapRef().getName())
        .forEach(
            name ->
                findings.require(
                    overlay.one(ConfigMap.class, name).isPresent(),
                    "%s: its ConfigMap %s is not rendered",
                    workload,
                    name));
  }

  private static void service(Rendered overlay, Service service, Findings findings) {
    var name = service.getMetadata().getName();
    findings.require(
        service.getSpec().getType() == null, "Service %s: must not open a node port", name);
    overlay.workloads().stream()
        .filter(workload -> workload.isMeantBy(service.getSpec().getSelector()))
        .forEach(workload -> ports(workload, service, findings));
  }

  private static void ports(Workload workload, Service service, Findings findings) {
    var names =
        workload.containers().stream()
            .flatMap(container -> container.getPorts().stream())
            .map(ContainerPort::getName)
            .toList();
    service.getSpec().getPorts().stream()
        .map(port -> port.getTargetPort().getStrVal())
        .forEach(
            port ->
                findings.require(
                    names.contains(port),
                    "Service %s: the pods have no port %s",
                    service.getMetadata().getName(),
                    port));
  }

  private static void namespaces(Rendered overlay, Findings findings) {
    var namespaces = overlay.all(Namespace.class);
    findings.require(namespaces.size() == 1, "must render one Namespace");
    for (var namespace : namespaces) {
      findings.require(
          "restricted"
              .equals(
                  namespace.getMetadata().getLabels().get("pod-security.kubernetes.io/enforce")),
          "Namespace %s: must enforce the pod security standard restricted",
          namespace.getMetadata().getName());
      overlay.resources().stream()
          .filter(resource -> resource != namespace)
          .forEach(
              resource ->
                  findings.require(
                      namespace
                          .getMetadata()
                          .getName()
                          .equals(resource.getMetadata().getNamespace()),
                      "%s %s: must be in the namespace of the overlay",
                      resource.getKind(),
                      resource.getMetadata().getName()));
    }
  }
}
