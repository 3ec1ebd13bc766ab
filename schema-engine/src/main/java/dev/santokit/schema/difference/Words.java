package dev.santokit.schema.difference;

import java.util.regex.Pattern;

/**
 * Expressions over a column whose type changes. Postgres prints the casts that it has put in, so
 * the same condition over {@code varchar} and over {@code text} reads differently; it is not
 * another condition, and Postgres words it anew when the type changes.
 */
final class Words {

  private static final Pattern CAST =
      Pattern.compile(
          "::[\\w.\"]+(?: varying| precision)?(?:\\(\\d+(?:,-?\\d+)?\\))?"
              + "(?: with(?:out)? time zone)?(?:\\[\\])*");

  private static final Pattern LEFT_BY_CASTS = Pattern.compile("[()'\\s]");

  private Words() {}

  /** Whether both are the same but for casts. */
  static boolean alike(String live, String wanted) {
    return bare(live).equals(bare(wanted));
  }

  private static String bare(String sql) {
    return LEFT_BY_CASTS.matcher(CAST.matcher(sql).replaceAll("")).replaceAll("");
  }
}
