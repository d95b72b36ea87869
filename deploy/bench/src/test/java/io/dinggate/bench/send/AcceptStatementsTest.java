package io.dinggate.bench.send;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class AcceptStatementsTest {

  private static final Path MESSAGES =
      Path.of("../../local-service/src/main/java/io/dinggate/local/message");

  /** Of the source: the statement, and the columns that it is formatted with. */
  private static final Pattern ADD =
      Pattern.compile("String ADD =\\s+\"\"\"(.*?)\"\"\"", Pattern.DOTALL);

  private static final Pattern COLUMNS =
      Pattern.compile("String DELIVERY =\\s+\"([^\"]+)\"\\s+\\+ \"([^\"]+)\";");

  @Test
  void statementIsTheOneByWhichTheLocalServiceAccepts() throws IOException {
    var add = ADD.matcher(Files.readString(MESSAGES.resolve("NewMessages.java")));
    var columns = COLUMNS.matcher(Files.readString(MESSAGES.resolve("MessageRows.java")));
    assertThat(add.find()).as("the service's statement is found").isTrue();
    assertThat(columns.find()).as("its columns are found").isTrue();

    var ofTheService = add.group(1).formatted(columns.group(1) + columns.group(2));

    assertThat(words(AcceptStatements.sql())).isEqualTo(words(ofTheService));
  }

  private static String words(String sql) {
    return sql.strip().replaceAll("\\s+", " ");
  }
}
