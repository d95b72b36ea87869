package io.dinggate.e2e.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.Service;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StrictManifestsTest {

  private static final String DEPLOYMENT =
      """
      apiVersion: apps/v1
      kind: Deployment
      metadata:
        name: local-service
      spec:
        replicas: 1
        template:
          spec:
            containers:
              - name: local-service
                ports:
                  - containerPort: 8081
            volumes:
              - name: tmp
                emptyDir:
                  sizeLimit: 64Mi
      """;

  @Test
  void whatTheModelKnowsIsRead() {
    assertThat(StrictManifests.parse(DEPLOYMENT)).hasSize(1);
  }

  @Test
  void everyDocumentIsRead() {
    var service = "apiVersion: v1\nkind: Service\nmetadata:\n  name: s\n";
    assertThat(StrictManifests.parse(DEPLOYMENT + "---\n" + service))
        .last()
        .isInstanceOf(Service.class);
  }

  @ParameterizedTest
  @CsvSource({
    "replicas: 1, replcas: 1, .spec.replcas",
    "containerPort: 8081, containerPrt: 8081, .spec.template.spec.containers[0].ports[0].containerPrt",
    "sizeLimit, sizelimit, .spec.template.spec.volumes[0].emptyDir.sizelimit",
    "metadata:, metdata:, metdata",
    "containerPort: 8081, containerPort: abc, does not fit the Kubernetes model",
    "kind: Deployment, kind: Deploymnt, does not know",
    "apiVersion: apps/v1, apiVersion: apps/v9, does not know",
  })
  void whatItDoesNotKnowIsNamed(String right, String wrong, String complaint) {
    assertThatThrownBy(() -> StrictManifests.parse(DEPLOYMENT.replaceFirst(right, wrong)))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining(complaint);
  }
}
