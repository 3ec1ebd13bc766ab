package dev.santokit.server.crud;

import dev.santokit.project.permissions.Operation;
import dev.santokit.server.catalogue.Column;
import dev.santokit.server.catalogue.Key;
import dev.santokit.server.postgres.PgType;
import dev.santokit.server.postgres.RowLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The statement of a select. Rows of other tables come as arrays of text in a column of their own,
 * {@code text[]} for one row and {@code text[][]} for several, with each value in the form in which
 * Postgres sends it as a column: so it is written as JSON like any other.
 */
final class SelectStatement {

  /** Types whose cast to text gives what Postgres sends, or what is read like it. */
  private static final Set<Integer> CASTS =
      Set.of(
          PgType.BOOL,
          PgType.BYTEA,
          PgType.INT8,
          PgType.INT2,
          PgType.INT4,
          PgType.TEXT,
          PgType.JSON,
          PgType.JSONB,
          PgType.FLOAT4,
          PgType.FLOAT8,
          PgType.DATE,
          PgType.TIMESTAMP,
          PgType.TIMESTAMPTZ,
          PgType.NUMERIC,
          PgType.UUID);

  private final Sql sql;
  private final StringBuilder names = new StringBuilder();
  private int tables;

  private SelectStatement(Sql sql) {
    this.sql = sql;
  }

  /**
   * Adds the statement that gives the rows.
   *
   * @return its text and all else that the form of its rows depends on
   */
  static String rows(Selection selection, Sql sql) {
    var statement = new SelectStatement(sql);
    statement.select(selection);
    return statement.names.isEmpty() ? sql.text() : sql.text() + "\n" + statement.names;
  }

  /** Adds the statement that gives the number of all rows, wherever the limit cuts. */
  static void total(Selection selection, Sql sql) {
    Source source = new Source(selection.rights(), "t0");
    sql.add("SELECT count(*) FROM ").table(selection.rights().table().name()).add(" t0 WHERE ");
    source.rows(Operation.SELECT, sql);
    sql.add(" AND ");
    selection.where().render(source, sql);
  }

  /** The selections whose reads are written down, the outer ones first. */
  static List<Selection> audited(Selection selection) {
    List<Selection> audited = new ArrayList<>();
    if (!selection.audited().isEmpty()) {
      audited.add(selection);
    }
    selection.included().forEach(one -> audited.addAll(audited(one.rows())));
    return audited;
  }

  private Source next(CallerRights rights) {
    return new Source(rights, "t" + tables++);
  }

  private void select(Selection selection) {
    Source source = next(selection.rights());
    sql.add("SELECT ");
    selection.projection().render(source, sql);
    for (Selection.Included included : selection.included()) {
      sql.add(", ");
      include(included, source);
    }
    if (!selection.audited().isEmpty()) {
      sql.add(", ");
      key(source);
    }
    from(selection, source);
    selection.where().render(source, sql);
    end(selection, source);
  }

  private void from(Selection selection, Source source) {
    sql.add(" FROM ").table(selection.rights().table().name()).add(" ").add(source.as());
    sql.add(" WHERE ");
    source.rows(Operation.SELECT, sql);
    sql.add(" AND ");
  }

  private void end(Selection selection, Source source) {
    selection.order().render(source, sql);
    sql.add(" LIMIT ").bind(Long.toString(selection.limit()), PgType.INT8);
    if (selection.offset() > 0) {
      sql.add(" OFFSET ").bind(Long.toString(selection.offset()), PgType.INT8);
    }
  }

  private void include(Selection.Included included, Source from) {
    names.append(included.relation().name()).append('\n');
    Selection rows = included.rows();
    Source source = next(rows.rights());
    sql.add(included.relation().many() ? "ARRAY(SELECT ARRAY[" : "(SELECT ARRAY[");
    cells(rows, source);
    sql.add("]");
    from(rows, source);
    included.relation().render(from, source, sql);
    sql.add(" AND ");
    rows.where().render(source, sql);
    end(rows, source);
    sql.add(")");
  }

  /** The row as text, value by value; never an empty array. */
  private void cells(Selection selection, Source source) {
    String before = "";
    if (selection.projection().hasOwn()) {
      sql.add("(");
      source.owned(sql);
      sql.add(")::text");
      before = ", ";
    }
    for (Column column : selection.projection().columns()) {
      sql.add(before);
      text(column, source);
      before = ", ";
    }
    for (Selection.Included included : selection.included()) {
      sql.add(before);
      include(included, source);
      sql.add("::text");
      before = ", ";
    }
    if (!selection.audited().isEmpty()) {
      sql.add(before);
      key(source);
    }
  }

  /** A cast of some types says less or more than the type itself: char(3), inet. */
  private void text(Column column, Source source) {
    PgType type = column.type();
    if (type.isArray() || type.category() == 'E' || CASTS.contains(type.oid())) {
      sql.add("(");
      source.seen(column, sql);
      sql.add(")::text");
    } else {
      sql.add("CASE WHEN (");
      source.seen(column, sql);
      sql.add(") IS DISTINCT FROM NULL THEN pg_catalog.concat(");
      source.seen(column, sql);
      sql.add(") END");
    }
  }

  /** The primary key as JSON; NULL without one. */
  private void key(Source source) {
    Key key = source.rights().table().primaryKey();
    if (key == null) {
      sql.add("NULL::text");
      return;
    }
    sql.add("(SELECT pg_catalog.to_jsonb(k)::pg_catalog.text FROM (SELECT ");
    String before = "";
    for (String name : key.columns()) {
      Column column = source.rights().table().column(name);
      if (column != null) {
        sql.add(before).column(source.as(), column);
        before = ", ";
      }
    }
    sql.add(") k)");
  }

  /** How the rows are written. */
  static RowLayout layout(Selection selection, Places places) {
    List<RowLayout.Item> items = new ArrayList<>(selection.projection().items());
    int place = selection.audited().isEmpty() ? -1 : places.next();
    for (Selection.Included included : selection.included()) {
      String name = included.relation().name();
      RowLayout rows = layout(included.rows(), places);
      items.add(
          included.relation().many()
              ? new RowLayout.Many(name, rows)
              : new RowLayout.One(name, rows));
    }
    if (place >= 0) {
      items.add(new RowLayout.Key(place));
    }
    return new RowLayout(items);
  }

  /** Counts the selections whose reads are written down, in the order of {@link #audited}. */
  static final class Places {
    private int next;

    int next() {
      return next++;
    }
  }
}
