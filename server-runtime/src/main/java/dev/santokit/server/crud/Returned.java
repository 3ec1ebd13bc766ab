package dev.santokit.server.crud;

import dev.santokit.project.permissions.Operation;
import dev.santokit.server.call.Caller;
import dev.santokit.server.catalogue.Column;
import dev.santokit.server.catalogue.Key;
import dev.santokit.server.postgres.RowLayout;
import dev.santokit.server.postgres.Writing;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What comes back of the rows that a statement writes, and what it leaves in the log: the rows that
 * the caller may select, as a select without {@code select} would show them. The statement goes
 * between {@link #begin} and {@link #end}, and calls its table {@link #AS}.
 */
final class Returned {

  /** What the statement calls the table that it writes to. */
  static final String AS = "t0";

  /** What was written, where more happens with it than being sent. */
  private static final String WRITTEN = "w";

  private final CallerRights rights;
  private final Caller caller;
  private final Projection projection;
  private final @Nullable Audit audit;
  private final boolean shown;
  private final boolean sifted;
  private int requestAt = -1;

  /**
   * Of a statement.
   *
   * @param ownRows whether it writes to rows of the caller's own alone
   */
  Returned(CallerRights rights, Caller caller, @Nullable Audit audit, boolean ownRows) {
    this.rights = rights;
    this.caller = caller;
    this.audit = audit;
    this.projection = Projection.byDefault(rights);
    Reach reach = rights.rows(Operation.SELECT);
    this.shown = reach != Reach.NONE && !projection.columns().isEmpty();
    this.sifted = shown && reach == Reach.OWN_ROWS && !ownRows;
  }

  /** Adds what stands before the statement. */
  void begin(Sql sql) {
    sql.add(goesOn() ? "WITH w AS (" : "");
  }

  private boolean goesOn() {
    return audit != null || sifted;
  }

  /** Adds what stands after the statement. */
  void end(Sql sql) {
    if (!goesOn()) {
      if (shown) {
        sql.add(" RETURNING ");
        projection.render(new Source(rights, AS), sql);
      }
      return;
    }
    sql.add(" RETURNING ");
    String before = "";
    for (Column column : needed()) {
      sql.add(before).column(AS, column);
      before = ", ";
    }
    sql.add(before.isEmpty() ? "true)" : ")");
    if (audit != null) {
      sql.add(shown ? ", a AS (" : " ");
      requestAt = audit.render(sql, caller, WRITTEN);
      sql.add(shown ? ")" : "");
    }
    if (shown) {
      sql.add(" SELECT ");
      var source = new Source(rights, WRITTEN);
      projection.render(source, sql);
      sql.add(" FROM w");
      if (sifted) {
        sql.add(" WHERE ");
        source.owned(sql);
      }
    }
  }

  private Set<Column> needed() {
    Set<Column> needed = new LinkedHashSet<>();
    Key key = rights.table().primaryKey();
    for (String name : key == null ? List.<String>of() : key.columns()) {
      Column column = rights.table().column(name);
      if (column != null) {
        needed.add(column);
      }
    }
    if (shown) {
      needed.addAll(projection.columns());
      Column owner = rights.owner();
      if (owner != null) {
        needed.add(owner);
      }
    }
    return needed;
  }

  /** How the rows are written; null where there are none, or the columns say it. */
  @Nullable RowLayout layout() {
    return shown ? projection.layout() : null;
  }

  /** What the statement does. */
  Writing writing() {
    return shown ? Writing.WITH_ROWS : Writing.WITHOUT_ROWS;
  }

  /** The first of the values that {@link Audit#fill} fills; -1 when nothing is written down. */
  int requestAt() {
    return requestAt;
  }
}
