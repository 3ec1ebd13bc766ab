package dev.santokit.project.permissions;

import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** Beginnings of column names that carry rules of their own, unless a project switches them off. */
public enum Prefix {
  /** {@code s_}: owner and admin select and update. */
  SENSITIVE("s_"),
  /** {@code c_}: admin selects, updates and inserts. */
  CRITICAL("c_"),
  /** {@code p_}: admin selects, updates and inserts. */
  PRIVATE("p_"),
  /** {@code _}: nobody inserts and updates. */
  READ_ONLY("_");

  private final String text;

  Prefix(String text) {
    this.text = text;
  }

  /** How names begin. */
  public String text() {
    return text;
  }

  /** Whether each read and write of such a column is written down, and none happens unasked. */
  public boolean isAudited() {
    return switch (this) {
      case CRITICAL, PRIVATE -> true;
      case SENSITIVE, READ_ONLY -> false;
    };
  }

  /** What lets a caller read or write such a column that has no rule of its own. */
  SortedSet<Grant> grants(Operation operation, SortedSet<Grant> ofTable, Grant admin) {
    return switch (this) {
      case SENSITIVE ->
          switch (operation) {
            case SELECT, UPDATE -> new TreeSet<>(List.of(Grant.OWNER, admin));
            case INSERT, DELETE -> ofTable;
          };
      case CRITICAL, PRIVATE ->
          operation == Operation.DELETE ? ofTable : new TreeSet<>(List.of(admin));
      case READ_ONLY ->
          switch (operation) {
            case INSERT, UPDATE -> Collections.emptySortedSet();
            case SELECT, DELETE -> ofTable;
          };
    };
  }
}
