package dev.santokit.schema.model;

import dev.santokit.project.release.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Names of what a plan makes only to take it away again. They follow from what they stand for, so
 * that a plan that goes on finds what an earlier one has begun.
 */
public final class Temporary {

  /** What all of them begin with; nobody else may use it. */
  public static final String PREFIX = "stk_tmp_";

  private Temporary() {}

  /** The check that finds nulls of a column before it may not be null any more. */
  public static String notNull(String table, String column) {
    return name("nn", table, column);
  }

  /** The index that becomes a primary key. */
  public static String primaryKey(String table, List<String> columns, List<String> include) {
    return name("pk", table, String.join("\0", columns), String.join("\0", include));
  }

  /** What an index or constraint is called once something else has its name. */
  public static String aside(String name, String definition) {
    return name("old", name, definition);
  }

  /** What an enum is called while another one takes its place. */
  public static String type(String name) {
    return name("enum", name);
  }

  private static String name(String kind, String... parts) {
    String digest = Sha256.of(String.join("\1", parts).getBytes(StandardCharsets.UTF_8));
    return PREFIX + kind + "_" + digest.substring(digest.length() - 12);
  }
}
