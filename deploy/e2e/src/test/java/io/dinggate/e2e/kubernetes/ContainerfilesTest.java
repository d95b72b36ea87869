package io.dinggate.e2e.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContainerfilesTest {

  private static final String CLOUD = "Containerfile.cloud-jvm";
  private static final String LOCAL = "Containerfile.local-jvm";
  private static final String CLOUD_NATIVE = "Containerfile.cloud-native";
  private static final String LOCAL_NATIVE = "Containerfile.local-native";

  /** What deploy/container/build makes before an image is built, with the words that make it. */
  private static final Map<String, String> MADE =
      Map.of(
          "cloud-service/target/quarkus-aot", "output-directory=quarkus-aot",
          "local-service/target/quarkus-aot", "output-directory=quarkus-aot",
          "cloud-service/target/native-sources", "native.sources-only=true",
          "local-service/target/native-sources", "native.sources-only=true",
          "deploy/e2e/target/postgres", "deploy/e2e/target/postgres");

  @Test
  void thereIsNoOtherContainerfile() {
    assertThat(Checkout.below(Containerfile.DIRECTORY))
        .extracting(file -> file.getFileName().toString())
        .filteredOn(name -> name.startsWith("Containerfile"))
        .containsExactlyInAnyOrder(CLOUD, LOCAL, CLOUD_NATIVE, LOCAL_NATIVE);
  }

  @ParameterizedTest
  @ValueSource(strings = {CLOUD, LOCAL, CLOUD_NATIVE, LOCAL_NATIVE})
  void whatIsCopiedIsThereOrIsMadeByTheBuild(String name) {
    var file = Containerfile.read(name);
    var build = Checkout.read(Containerfile.DIRECTORY.resolve("build"));
    var admitted =
        Checkout.read(Containerfile.DIRECTORY.resolve(".containerignore")).lines().toList();
    assertThat(file.copiedFromNowhere()).isEmpty();
    assertThat(file.copiedFromCheckout())
        .isNotEmpty()
        .map(source -> source.replaceFirst("/$", ""))
        .allSatisfy(source -> assertThat(admitted).contains("!" + source))
        .allSatisfy(
            source ->
                assertThat(
                        Files.exists(Checkout.root().resolve(source))
                            || build.contains(MADE.getOrDefault(source, source)))
                    .as("%s exists or is made by the build", source)
                    .isTrue());
  }

  @Test
  void nothingElseOfTheCheckoutReachesABuild() {
    var admitted =
        Checkout.read(Containerfile.DIRECTORY.resolve(".containerignore"))
            .lines()
            .filter(line -> !line.startsWith("#"))
            .toList();
    assertThat(admitted).first().isEqualTo("*");
    var copied =
        Stream.of(CLOUD, LOCAL, CLOUD_NATIVE, LOCAL_NATIVE)
            .flatMap(name -> Containerfile.read(name).copiedFromCheckout().stream())
            .map(source -> "!" + source.replaceFirst("/$", ""))
            .distinct()
            .toList();
    assertThat(admitted.subList(1, admitted.size())).containsExactlyInAnyOrderElementsOf(copied);
  }

  @ParameterizedTest
  @ValueSource(strings = {CLOUD, LOCAL, CLOUD_NATIVE, LOCAL_NATIVE})
  void theImageStandsOnABaseThatCanBeChosenAndIsNamedWithATag(String name) {
    var file = Containerfile.read(name);
    var stages = List.of("app", "training", "native");
    assertThat(file.bases())
        .allMatch(base -> base.matches("\\$\\{(BASE|BUILDER)}") || stages.contains(base));
    assertThat(file.defaults().get("BASE")).matches("[a-z0-9.]+/[a-z0-9./-]+:[a-z0-9.-]+");
    assertThat(file.defaults().get("BASE")).doesNotEndWith(":latest");
  }

  @ParameterizedTest
  @ValueSource(strings = {CLOUD, LOCAL, CLOUD_NATIVE, LOCAL_NATIVE})
  void theImageRunsAsAnOrdinaryUserAndEndsOnSigterm(String name) {
    var file = Containerfile.read(name);
    assertThat(file.shipped("USER")).last().isEqualTo("185:0");
    assertThat(file.shipped("STOPSIGNAL")).containsExactly("SIGTERM");
    assertThat(file.shipped("ENTRYPOINT")).singleElement().asString().startsWith("[\"");
    assertThat(file.shipped("LABEL"))
        .singleElement()
        .asString()
        .contains(
            "image.title", "image.description", "image.licenses=\"Apache-2.0\"", "image.version");
    assertThat(file.instructions())
        .extracting(Containerfile.Instruction::name)
        .doesNotContain("ADD", "VOLUME")
        .contains("WORKDIR");
  }

  @Test
  void theImagesListenWhereTheManifestsExpectThem() {
    for (var overlay : List.of(Overlays.CLOUD, Overlays.EAST)) {
      var rendered = Overlays.rendered(overlay);
      var workload = rendered.workloads().getFirst();
      var kind = workload.name().replace("-service", "");
      var ports =
          rendered.settings(workload).get("DINGGATE_HTTP_PORT")
              + " "
              + rendered.settings(workload).get("DINGGATE_MANAGEMENT_PORT");
      assertThat(Containerfile.read("Containerfile." + kind + "-jvm").shipped("EXPOSE"))
          .containsExactly(ports);
      assertThat(Containerfile.read("Containerfile." + kind + "-native").shipped("EXPOSE"))
          .containsExactly(ports);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {CLOUD, LOCAL})
  void theCacheIsTrainedInTheImagesOwnBaseWithTheOptionsThatItRunsWith(String name) {
    var file = Containerfile.read(name);
    var train = Checkout.read(Containerfile.DIRECTORY.resolve("train"));
    assertThat(file.bases()).containsExactly("${BASE}", "app", "app");
    assertThat(file.shipped("COPY"))
        .containsExactly("--from=training /opt/dinggate/app.aot ./app.aot");
    var entryPoint = file.shipped("ENTRYPOINT").getFirst().replaceAll("[\\[\\]\",]", "");
    assertThat(train.replaceAll("\\s*\\\\\n\\s*", " "))
        .contains(entryPoint.replace("-XX:AOTCache=", "-XX:AOTCacheOutput="));
  }

  @ParameterizedTest
  @ValueSource(strings = {CLOUD_NATIVE, LOCAL_NATIVE})
  void theNativeImagesSayThatNobodyHasBuiltThemHere(String name) {
    assertThat(Containerfile.read(name).firstLine()).isEqualTo("# NOT BUILT HERE");
    assertThat(Checkout.read(Containerfile.DIRECTORY.resolve("README.md")))
        .contains("NOT BUILT HERE");
  }
}
