package io.dinggate.e2e.kubernetes;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * The page that operators follow.
 *
 * @param text all of it
 */
record Operations(String text) {

  static final Path PAGE = Checkout.root().resolve("deploy/docs/operations.md");

  private static final Pattern BLOCK =
      Pattern.compile("^( *)```(\\w+)\\n(.*?)^ *```$", Pattern.MULTILINE | Pattern.DOTALL);

  static Operations read() {
    return new Operations(Checkout.read(PAGE));
  }

  /** The part below a heading, up to the next one of the same or a higher level. */
  Operations section(String heading) {
    var level = heading.substring(0, heading.indexOf(' '));
    var next = Pattern.compile("^#{1," + level.length() + "} ", Pattern.MULTILINE);
    var start = text.indexOf("\n" + heading + "\n");
    if (start < 0) {
      throw new IllegalArgumentException("no section " + heading);
    }
    var body = text.substring(start + heading.length() + 2);
    var end = next.matcher(body);
    return new Operations(end.find() ? body.substring(0, end.start()) : body);
  }

  /** Every block of commands, in their order, without the indentation of the list around it. */
  List<String> commands() {
    return blocks("sh");
  }

  /** Every block in a language, in their order, without the indentation of the list around it. */
  List<String> blocks(String language) {
    return BLOCK
        .matcher(text)
        .results()
        .filter(block -> block.group(2).equals(language))
        .map(Operations::unindented)
        .toList();
  }

  private static String unindented(MatchResult block) {
    return block.group(3).replaceAll("(?m)^" + block.group(1), "");
  }
}
