package dev.santokit.cli.terminal;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows under headings, as {@code kubectl} shows them. */
public final class Columns {

  private static final String GAP = "   ";
  private static final String NOTHING = "-";

  private Columns() {}

  /** The lines: the headings, then a line for each row. No line ends with spaces. */
  public static List<String> lines(
      List<String> headings, List<? extends List<? extends @Nullable String>> rows) {
    List<List<String>> all = new ArrayList<>();
    all.add(headings);
    rows.forEach(row -> all.add(row.stream().map(Columns::shown).toList()));
    int[] widths = new int[headings.size()];
    for (List<String> row : all) {
      for (int column = 0; column < widths.length; column++) {
        widths[column] = Math.max(widths[column], width(row.get(column)));
      }
    }
    return all.stream().map(row -> line(row, widths)).toList();
  }

  private static String line(List<String> row, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int column = 0; column < widths.length; column++) {
      String cell = row.get(column);
      line.append(cell).append(" ".repeat(widths[column] - width(cell))).append(GAP);
    }
    return line.toString().stripTrailing();
  }

  private static String shown(@Nullable String cell) {
    return cell == null || cell.isEmpty() ? NOTHING : cell;
  }

  private static int width(String cell) {
    return cell.codePointCount(0, cell.length());
  }
}
