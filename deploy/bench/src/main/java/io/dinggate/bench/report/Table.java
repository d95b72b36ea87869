package io.dinggate.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Rows under headings, as Markdown that is a table on a terminal too. Not thread-safe. */
final class Table {

  private final List<List<String>> rows = new ArrayList<>();

  Table(String... headings) {
    rows.add(List.of(headings));
  }

  /** One more row: texts as they are, numbers with one digit after the point. */
  Table row(Object... cells) {
    rows.add(IntStream.range(0, cells.length).mapToObj(cell -> text(cells[cell])).toList());
    return this;
  }

  /** The lines, each column as wide as its widest cell. */
  List<String> lines() {
    var widths =
        IntStream.range(0, rows.getFirst().size())
            .map(column -> rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0))
            .toArray();
    var lines = new ArrayList<String>();
    for (var row : rows) {
      lines.add(line(row, widths));
      if (lines.size() == 1) {
        lines.add(
            IntStream.of(widths)
                .mapToObj("-"::repeat)
                .collect(Collectors.joining(" | ", "| ", " |")));
      }
    }
    return lines;
  }

  private static String line(List<String> row, int[] widths) {
    return IntStream.range(0, row.size())
        .mapToObj(column -> row.get(column) + " ".repeat(widths[column] - row.get(column).length()))
        .collect(Collectors.joining(" | ", "| ", " |"));
  }

  private static String text(Object cell) {
    return cell instanceof Double number
        ? String.format(Locale.ROOT, "%.1f", number)
        : cell.toString();
  }
}
