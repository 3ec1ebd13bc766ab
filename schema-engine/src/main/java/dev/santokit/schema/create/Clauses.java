package dev.santokit.schema.create;

import dev.santokit.schema.model.Check;
import dev.santokit.schema.model.Column;
import dev.santokit.schema.model.ColumnType;
import dev.santokit.schema.model.DefaultValue;
import dev.santokit.schema.model.ForeignKey;
import dev.santokit.schema.model.Fragment;
import dev.santokit.schema.model.Identity;
import dev.santokit.schema.model.Index;
import dev.santokit.schema.model.PrimaryKey;
import dev.santokit.schema.model.Quote;
import dev.santokit.schema.model.Unique;
import java.util.ArrayList;
import java.util.List;

/**
 * The parts of statements, as a schema has them: in new tables and in alterations of old ones they
 * are the same.
 */
public final class Clauses {

  private Clauses() {}

  /** A column as it stands in {@code CREATE TABLE} and after {@code ADD COLUMN}. */
  public static void column(SqlText sql, Column column) {
    sql.add(Quote.identifier(column.name()) + " ");
    type(sql, column.type());
    if (column.identity() != null) {
      sql.add(" ");
      identity(sql, column.identity());
    }
    if (column.defaultValue() != null) {
      sql.add(" DEFAULT ");
      value(sql, column.defaultValue());
    }
    sql.add(column.nullable() ? "" : " NOT NULL");
  }

  /** A type. */
  public static void type(SqlText sql, ColumnType type) {
    switch (type) {
      case ColumnType.Spelled(Fragment spelled) -> fragment(sql, spelled, "", "");
      case ColumnType known -> sql.add(known.sql());
    }
  }

  /** {@code GENERATED … AS IDENTITY}. */
  public static void identity(SqlText sql, Identity identity) {
    sql.add("GENERATED " + (identity.always() ? "ALWAYS" : "BY DEFAULT") + " AS IDENTITY");
    List<String> options = new ArrayList<>();
    if (identity.start() != null) {
      options.add("START WITH " + identity.start());
    }
    if (identity.increment() != null) {
      options.add("INCREMENT BY " + identity.increment());
    }
    sql.add(options.isEmpty() ? "" : " (" + String.join(" ", options) + ")");
  }

  /** What stands after {@code DEFAULT}. */
  public static void value(SqlText sql, DefaultValue value) {
    switch (value) {
      case DefaultValue.Expression(Fragment expression) -> fragment(sql, expression, "(", ")");
      case DefaultValue known -> sql.add(known.sql());
    }
  }

  /** {@code CONSTRAINT … PRIMARY KEY (…)}. */
  public static void primaryKey(SqlText sql, PrimaryKey key) {
    sql.add(constraint(key.name()) + "PRIMARY KEY (" + Quote.identifiers(key.columns()) + ")");
    include(sql, key.include());
  }

  /** {@code CONSTRAINT … UNIQUE (…)}. */
  public static void unique(SqlText sql, Unique unique) {
    sql.add(
        constraint(unique.name())
            + "UNIQUE "
            + (unique.nullsDistinct() ? "" : "NULLS NOT DISTINCT "));
    sql.add("(" + Quote.identifiers(unique.columns()) + ")");
    include(sql, unique.include());
  }

  /** {@code CONSTRAINT … CHECK (…)}. */
  public static void check(SqlText sql, Check check) {
    fragment(sql.add(constraint(check.name())), check.condition(), "CHECK (", ")");
  }

  /** {@code CONSTRAINT … FOREIGN KEY (…) REFERENCES …}. */
  public static void foreignKey(SqlText sql, ForeignKey key) {
    sql.add(constraint(key.name()) + "FOREIGN KEY (" + Quote.identifiers(key.columns()) + ")")
        .add(" REFERENCES " + key.target().sql())
        .add(" (" + Quote.identifiers(key.targetColumns()) + ")");
    if (key.onUpdate() != ForeignKey.Action.NO_ACTION) {
      sql.add(" ON UPDATE " + key.onUpdate().sql());
    }
    if (key.onDelete() != ForeignKey.Action.NO_ACTION) {
      sql.add(" ON DELETE " + key.onDelete().sql());
    }
    sql.add(
        switch (key.deferral()) {
          case NONE -> "";
          case INITIALLY_IMMEDIATE -> " DEFERRABLE";
          case INITIALLY_DEFERRED -> " DEFERRABLE INITIALLY DEFERRED";
        });
  }

  /** What stands in {@code CREATE INDEX} after the name of the table. */
  public static void indexed(SqlText sql, Index index) {
    sql.add(index.method() == Index.Method.BTREE ? "" : " USING " + index.method()).add(" (");
    sql.join(index.parts(), ", ", part -> part(sql, part)).add(")");
    include(sql, index.include());
    sql.add(index.nullsDistinct() ? "" : " NULLS NOT DISTINCT");
    if (index.where() != null) {
      fragment(sql, index.where(), " WHERE (", ")");
    }
  }

  private static void part(SqlText sql, Index.Part part) {
    switch (part.key()) {
      case Index.Key.OfColumn(String name) -> sql.add(Quote.identifier(name));
      case Index.Key.OfExpression(Fragment fragment) -> fragment(sql, fragment, "(", ")");
    }
    if (part.operators() != null) {
      sql.add(" " + Quote.identifier(part.operators()));
    }
    sql.add(part.descending() ? " DESC" : "");
    if (part.nulls() != null) {
      sql.add(" NULLS " + part.nulls());
    }
  }

  /** The developer's own SQL, so that what Postgres says of it points to it. */
  private static void fragment(SqlText sql, Fragment fragment, String before, String after) {
    sql.from(fragment.range(), s -> s.add(before + fragment.sql() + after));
  }

  private static String constraint(String name) {
    return "CONSTRAINT " + Quote.identifier(name) + " ";
  }

  /** {@code INCLUDE (…)} with a blank before it; nothing for no columns. */
  public static void include(SqlText sql, List<String> columns) {
    if (!columns.isEmpty()) {
      sql.add(" INCLUDE (" + Quote.identifiers(columns) + ")");
    }
  }
}
