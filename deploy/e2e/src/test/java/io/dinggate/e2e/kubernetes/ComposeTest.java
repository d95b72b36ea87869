package io.dinggate.e2e.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ComposeTest {

  JsonNode compose;
  JsonNode service;

  @BeforeEach
  void read() throws IOException {
    var text = Checkout.read(Containerfile.DIRECTORY.resolve("compose.yaml"));
    compose = new ObjectMapper(new YAMLFactory()).readTree(text);
    service = compose.at("/services/local-service");
  }

  @Test
  void everySettingIsAKeyOfTheServiceAndTheManifestsSetTheSameOnes() {
    assertThat(KnownSettings.of("local-service")).containsAll(settings().keySet());
    var overlay = Overlays.rendered(Overlays.EAST);
    assertThat(settings().keySet())
        .containsExactlyInAnyOrderElementsOf(
            overlay.settings(overlay.workloads().getFirst()).keySet());
  }

  @Test
  void whatTellsTheSiteApartMustBeGiven() {
    assertThat(settings().entrySet())
        .filteredOn(setting -> setting.getValue().startsWith("${"))
        .extracting(Map.Entry::getKey)
        .containsExactlyInAnyOrder(
            "DINGGATE_PUBLIC_URL", "DINGGATE_CLOUD_URL", "DINGGATE_CLOUD_CLIENT_ID");
    assertThat(settings().values())
        .filteredOn(value -> value.startsWith("${"))
        .allSatisfy(value -> assertThat(value).contains(":?"));
    assertThat(service.path("image").asText()).startsWith("${DINGGATE_IMAGE:?");
  }

  @Test
  void secretsAreFilesThatAreDeclaredAndMountedWhereTheSettingsPoint() {
    assertThat(SecretValues.in(compose.toString())).isEmpty();
    assertThat(compose.path("secrets").properties())
        .allSatisfy(
            secret -> assertThat(secret.getValue().path("file").asText()).startsWith("./secrets/"));
    for (var each : compose.path("services")) {
      assertThat(texts(each.path("secrets")))
          .allSatisfy(name -> assertThat(compose.path("secrets").has(name)).as(name).isTrue());
      assertThat(each.path("environment").properties())
          .filteredOn(setting -> setting.getValue().asText().startsWith("/run/secrets/"))
          .allSatisfy(
              setting ->
                  assertThat(texts(each.path("secrets")))
                      .contains(setting.getValue().asText().substring("/run/secrets/".length())));
    }
    assertThat(settings())
        .containsEntry("DINGGATE_KEYS_DIR", "/etc/dinggate/keys")
        .containsEntry("DINGGATE_CLIENTS_FILE", "/etc/dinggate/clients/clients.yaml");
    assertThat(texts(service.path("volumes")))
        .containsExactly(
            "./secrets/keys:/etc/dinggate/keys:ro", "./clients:/etc/dinggate/clients:ro");
  }

  @Test
  void theServiceHasNoMoreRightsThanInACluster() {
    assertThat(service.path("user").asText()).isEqualTo("185:0");
    assertThat(service.path("read_only").asBoolean()).isTrue();
    assertThat(texts(service.path("cap_drop"))).containsExactly("ALL");
    assertThat(texts(service.path("security_opt"))).containsExactly("no-new-privileges:true");
    assertThat(texts(service.path("tmpfs"))).singleElement().asString().startsWith("/tmp:");
    assertThat(service.path("mem_limit").asText()).isNotEmpty();
    assertThat(service.path("stop_grace_period").asText()).isEqualTo("45s");
  }

  @Test
  void onlyThisMachineReachesTheServiceAndOnlyTheServiceTheDatabase() {
    assertThat(texts(service.path("ports"))).containsExactly("127.0.0.1:8081:8081");
    assertThat(compose.at("/services/database/ports").isMissingNode()).isTrue();
    assertThat(compose.at("/networks/data/internal").asBoolean()).isTrue();
    assertThat(texts(compose.at("/services/database/networks"))).containsExactly("data");
    var subnet = compose.at("/networks/front/ipam/config/0/subnet").asText();
    assertThat(Cidr.of(subnet)).isPresent();
    assertThat(settings().get("DINGGATE_HTTP_TRUSTED_PROXIES"))
        .isEqualTo(subnet.replaceFirst("0/\\d+$", "1"));
  }

  @Test
  void imagesHaveATag() {
    assertThat(compose.at("/services/database/image").asText()).matches("[^:]+:\\d+.*");
  }

  private Map<String, String> settings() {
    return service.path("environment").properties().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, setting -> setting.getValue().asText()));
  }

  private static List<String> texts(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false).map(JsonNode::asText).toList();
  }
}
