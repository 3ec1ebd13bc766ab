package dev.santokit.schema.dialect;

import dev.santokit.project.problem.ErrorCode;
import dev.santokit.project.problem.Problems;
import dev.santokit.schema.hcl.Word;
import dev.santokit.schema.model.Temporary;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What Postgres allows as a name, and the names that it gives by itself. */
final class Names {

  /** Postgres silently cuts what is longer. */
  private static final int MOST_BYTES = 63;

  /** Every table has these already. */
  private static final Set<String> SYSTEM_COLUMNS =
      Set.of("cmax", "cmin", "ctid", "tableoid", "xmax", "xmin");

  private Names() {}

  /** Adds an error when Postgres cannot have this name or would change it. */
  static void check(Word name, Problems problems) {
    int bytes = bytes(name.text());
    if (bytes == 0) {
      error(name, "a name of no characters", null, problems);
    } else if (bytes > MOST_BYTES) {
      error(
          name,
          "this name has " + bytes + " bytes, and Postgres cuts it after " + MOST_BYTES,
          "make it shorter",
          problems);
    } else if (name.text().indexOf('\0') >= 0) {
      error(name, "a name with the character U+0000", null, problems);
    } else if (name.text().startsWith(Temporary.PREFIX)) {
      error(
          name,
          "names that begin with " + Temporary.PREFIX + " are for what a plan takes away again",
          "choose another name",
          problems);
    }
  }

  /** As {@link #check}, and names that every table has are errors. */
  static void checkColumn(Word name, Problems problems) {
    check(name, problems);
    if (SYSTEM_COLUMNS.contains(name.text())) {
      error(
          name, "Postgres has a \"" + name.text() + "\" of its own in every table", null, problems);
    }
  }

  /** As {@link #check}, and schemas that are not the project's are errors. */
  static void checkSchema(Word name, Problems problems) {
    check(name, problems);
    String text = name.text();
    if (text.startsWith("pg_") || text.equals("information_schema") || text.equals("santokit")) {
      error(
          name,
          "the schema \"" + text + "\" is not the project's to declare",
          "choose a name that is not pg_…, information_schema or santokit",
          problems);
    }
  }

  private static void error(Word name, String what, @Nullable String hint, Problems problems) {
    problems.error(ErrorCode.SCHEMA_NAME, name.range(), what, hint);
  }

  /** The name that Postgres gives to a primary key. */
  static String primaryKey(String table) {
    return clip(table, MOST_BYTES - "_pkey".length()) + "_pkey";
  }

  /** The name that Postgres gives to the sequence of a serial or identity column. */
  static String sequence(String table, String column) {
    int room = MOST_BYTES - "__seq".length();
    int tableBytes = bytes(table);
    int columnBytes = bytes(column);
    while (tableBytes + columnBytes > room) {
      if (tableBytes > columnBytes) {
        tableBytes--;
      } else {
        columnBytes--;
      }
    }
    return clip(table, tableBytes) + "_" + clip(column, columnBytes) + "_seq";
  }

  private static int bytes(String name) {
    return name.getBytes(StandardCharsets.UTF_8).length;
  }

  /** The longest start of {@code name} of at most {@code most} bytes that cuts no character. */
  private static String clip(String name, int most) {
    int end = 0;
    int bytes = 0;
    while (end < name.length()) {
      int next = end + Character.charCount(name.codePointAt(end));
      bytes += bytes(name.substring(end, next));
      if (bytes > most) {
        break;
      }
      end = next;
    }
    return name.substring(0, end);
  }
}
