package io.dinggate.e2e.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

/**
 * One test class as Surefire or Failsafe reported it.
 *
 * @param name of the class
 * @param tests how many it has
 * @param failed how many failed, by assertion or otherwise
 * @param skipped the tests that were not run, each with the reason it gave
 * @param notes the lines that its tests wrote for the reader of the run, see {@link Notes}
 */
record Suite(String name, int tests, int failed, List<String> skipped, List<String> notes) {

  private static final String ASSUMPTION = "^[a-zA-Z0-9.]+Exception: (Assumption failed: ?)?";

  /** Reads a {@code TEST-*.xml}. */
  static Suite read(Path file) throws IOException {
    var root = parse(file);
    var skipped = new ArrayList<String>();
    var notes = new ArrayList<String>();
    var cases = root.getElementsByTagName("testcase");
    for (var i = 0; i < cases.getLength(); i++) {
      var test = (Element) cases.item(i);
      var marks = test.getElementsByTagName("skipped");
      if (marks.getLength() > 0) {
        skipped.add(test.getAttribute("name") + reason((Element) marks.item(0)));
      }
    }
    for (var tag : List.of("system-out", "system-err")) {
      var outputs = root.getElementsByTagName(tag);
      for (var i = 0; i < outputs.getLength(); i++) {
        notes.addAll(Notes.in(outputs.item(i).getTextContent()));
      }
    }
    return new Suite(
        root.getAttribute("name"),
        number(root, "tests"),
        number(root, "failures") + number(root, "errors"),
        skipped,
        notes);
  }

  /** Of a disabled test the reason is an attribute, of a failed assumption the first line below. */
  private static String reason(Element skipped) {
    return Stream.of(skipped.getAttribute("message"), skipped.getTextContent())
        .map(text -> text.lines().findFirst().orElse("").replaceFirst(ASSUMPTION, "").strip())
        .filter(text -> !text.isEmpty())
        .findFirst()
        .map(text -> ": " + text)
        .orElse(": gave no reason");
  }

  private static int number(Element element, String attribute) {
    var text = element.getAttribute(attribute);
    return text.isEmpty() ? 0 : Integer.parseInt(text);
  }

  private static Element parse(Path file) throws IOException {
    try {
      var factory = DocumentBuilderFactory.newDefaultInstance();
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      return factory.newDocumentBuilder().parse(file.toFile()).getDocumentElement();
    } catch (ParserConfigurationException | SAXException e) {
      throw new IOException("cannot read " + file, e);
    }
  }
}
