package io.dinggate.bench.start;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/** The empty services stay comparable with ours. */
class EmptyServicesTest {

  private static final Path ROOT = Path.of("../..");
  private static final String DEPENDENCIES =
      """
      /project/dependencies/dependency[not(scope) and (starts-with(groupId, 'io.quarkus')
        or starts-with(groupId, 'io.quarkiverse') or groupId = 'org.xerial'
        or groupId = 'org.flywaydb')]\
      """;

  @ParameterizedTest
  @CsvSource({
    "cloud-service, deploy/bench/empty-cloud",
    "local-service, deploy/bench/empty-local",
  })
  void emptyServiceHasTheExtensionsOfOurs(String service, String empty) throws Exception {
    assertThat(dependencies(empty)).isNotEmpty().isEqualTo(dependencies(service));
  }

  private static Set<String> dependencies(String module) throws Exception {
    var pom =
        DocumentBuilderFactory.newDefaultInstance()
            .newDocumentBuilder()
            .parse(ROOT.resolve(module).resolve("pom.xml").toFile());
    var xpath = XPathFactory.newDefaultInstance().newXPath();
    var nodes = (NodeList) xpath.evaluate(DEPENDENCIES, pom, XPathConstants.NODESET);
    var found = new TreeSet<String>();
    for (var next = 0; next < nodes.getLength(); next++) {
      Node node = nodes.item(next);
      found.add(xpath.evaluate("groupId", node) + ":" + xpath.evaluate("artifactId", node));
    }
    return found;
  }
}
