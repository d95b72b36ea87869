package io.dinggate.e2e.kubernetes;

import static io.dinggate.e2e.kubernetes.Broken.change;
import static io.dinggate.e2e.kubernetes.Broken.container;
import static io.dinggate.e2e.kubernetes.Broken.overlay;
import static io.dinggate.e2e.kubernetes.Broken.pod;
import static io.dinggate.e2e.kubernetes.Broken.without;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarSource;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.SecretKeySelector;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.Volume;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every check of secrets, references and settings finds what it is there for, in a broken copy. */
class BrokenSettingsTest {

  @ParameterizedTest
  @MethodSource({"secrets", "references", "settings"})
  void thePolicyNames(Path overlay, UnaryOperator<Rendered> change, String violation) {
    Broken.expect(overlay, change, violation);
  }

  static Stream<Arguments> secrets() {
    return Stream.of(
        overlay(
            "a rendered secret",
            Overlays.EAST,
            overlay -> overlay.with(secret()),
            "made in the cluster"),
        setting("DINGGATE_DATABASE_PASSWORD", "x", "holds a secret"),
        setting("DINGGATE_CLOUD_CLIENT_SECRET", "x", "holds a secret"),
        setting("DINGGATE_DATABASE_URL", "jdbc:postgresql://db/x?user=a&password=b", "password in"),
        setting("DINGGATE_CLOUD_PROXY", "http://user:word@proxy:3128", "password in a URL"),
        setting(
            "DINGGATE_CLOUD_CLIENT_ID",
            "q7Zr0h3NQk1cB6m2uYw8xT5vJfLdPaSgE4nHi9oKeRs",
            "a key or client secret"),
        setting("DINGGATE_KEYS_DIR", "-----BEGIN RSA PRIVATE KEY-----", "a private key"),
        container(
            "a secret in the pod's environment",
            container ->
                container.setEnv(List.of(new EnvVar("DINGGATE_DATABASE_PASSWORD", "x", null))),
            "holds a secret"),
        container(
            "a secret reference in the environment",
            container -> container.setEnv(List.of(secretReference())),
            "mounted as a file"));
  }

  static Stream<Arguments> references() {
    return Stream.of(
        overlay(
            "no ConfigMap",
            Overlays.NORTH,
            overlay -> overlay.without(map -> map.getMetadata().getName().startsWith("cloud-ca")),
            "its ConfigMap cloud-ca"),
        pod(
            "a secret that nobody makes",
            pod -> volume(pod, "keys").getSecret().setSecretName("keys"),
            "nobody makes the secret keys"),
        pod(
            "a secret for everybody",
            pod -> volume(pod, "keys").getSecret().setDefaultMode(0444),
            "not be readable by everybody"),
        pod("no such volume", pod -> volume(pod, "keys").setName("other"), "no volume keys"),
        pod("service links", pod -> pod.setEnableServiceLinks(null), "enableServiceLinks"),
        overlay(
            "no service account", Overlays.EAST, without(ServiceAccount.class), "ServiceAccount"),
        overlay("no service", Overlays.EAST, without(Service.class), "no Service leads"),
        overlay(
            "a service to a port that is not there",
            Overlays.EAST,
            change(
                Service.class,
                service ->
                    service.getSpec().getPorts().getFirst().setTargetPort(new IntOrString("web"))),
            "no port web"),
        overlay(
            "a node port",
            Overlays.EAST,
            change(Service.class, service -> service.getSpec().setType("NodePort")),
            "node port"),
        overlay("no namespace", Overlays.EAST, without(Namespace.class), "render one Namespace"),
        overlay(
            "a lax namespace",
            Overlays.EAST,
            change(
                Namespace.class,
                namespace ->
                    namespace
                        .getMetadata()
                        .getLabels()
                        .remove("pod-security.kubernetes.io/enforce")),
            "standard restricted"),
        overlay(
            "another namespace",
            Overlays.EAST,
            change(Service.class, service -> service.getMetadata().setNamespace("default")),
            "namespace of the overlay"));
  }

  static Stream<Arguments> settings() {
    return Stream.of(
        setting("DINGGATE_DATABASE_HOST", "db", "is no key of the service"),
        setting("DINGGATE_DATA_DIR", "/tmp", "is no key of the service"),
        setting("DINGGATE_HTTP_PORT", "8080", "but is set to"),
        setting("DINGGATE_KEYS_DIR", "/var/keys", "nothing is mounted"),
        setting("DINGGATE_PUBLIC_URL", "http://dinggate.east.example.com", "must be https"),
        setting("DINGGATE_CLOUD_URL", "https://dinggate.example.com/api", "must be https"),
        setting("QUARKUS_HTTP_PORT", "8080", "is no key of the service"),
        setting("QUARKUS_OIDC_CLIENT_CLOUD_SCOPES", "x", "is no key of the service"),
        setting("QUARKUS_OIDC_CREDENTIALS_SECRET", "x", "holds a secret"),
        setting("QUARKUS_OIDC_TOKEN_AUDIENCE", "dinggate", "an issuer needs all of"),
        setting("QUARKUS_OIDC_JWKS_PATH", "http://iam.example.com/keys", "must be https"),
        issuerWithout("QUARKUS_OIDC_AUTH_SERVER_URL"),
        issuerWithout("QUARKUS_OIDC_JWKS_PATH"),
        issuerWithout("QUARKUS_OIDC_TOKEN_ISSUER"));
  }

  private static Arguments issuerWithout(String key) {
    return overlay(
        "an issuer without " + key,
        Overlays.NORTH,
        change(ConfigMap.class, map -> map.getData().remove(key)),
        "an issuer needs all of");
  }

  private static Arguments setting(String key, String value, String violation) {
    return overlay(
        key + "=" + value,
        Overlays.EAST,
        change(
            ConfigMap.class,
            map -> {
              if (map.getData().containsKey("DINGGATE_PUBLIC_URL")) {
                map.getData().put(key, value);
              }
            }),
        violation);
  }

  private static Volume volume(PodSpec pod, String name) {
    return pod.getVolumes().stream()
        .filter(volume -> volume.getName().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static EnvVar secretReference() {
    var source = new EnvVarSource();
    source.setSecretKeyRef(new SecretKeySelector("password", "database", false));
    return new EnvVar("DINGGATE_DATABASE_PASSWORD_FILE", null, source);
  }

  private static Secret secret() {
    return new SecretBuilder().withNewMetadata().withName("keys").endMetadata().build();
  }
}
