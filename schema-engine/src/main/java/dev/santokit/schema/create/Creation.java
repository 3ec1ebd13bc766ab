package dev.santokit.schema.create;

import dev.santokit.project.problem.Range;
import dev.santokit.schema.model.Check;
import dev.santokit.schema.model.Column;
import dev.santokit.schema.model.ColumnType;
import dev.santokit.schema.model.DefaultValue;
import dev.santokit.schema.model.DesiredSchema;
import dev.santokit.schema.model.EnumType;
import dev.santokit.schema.model.ForeignKey;
import dev.santokit.schema.model.Fragment;
import dev.santokit.schema.model.Identity;
import dev.santokit.schema.model.Index;
import dev.santokit.schema.model.Namespace;
import dev.santokit.schema.model.PrimaryKey;
import dev.santokit.schema.model.QualifiedName;
import dev.santokit.schema.model.Quote;
import dev.santokit.schema.model.Table;
import dev.santokit.schema.model.Unique;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Creates a schema where there is nothing: schemas, enums, tables in the order of their foreign
 * keys, indexes, the foreign keys that no order allows, comments.
 */
public final class Creation {

  private final List<Statement> statements = new ArrayList<>();
  private final List<Statement> late = new ArrayList<>();
  private final List<Statement> comments = new ArrayList<>();
  private final Set<QualifiedName> created = new HashSet<>();

  private final Map<QualifiedName, Table> wanted;

  private Creation(DesiredSchema schema) {
    this.wanted = schema.tablesByName();
  }

  /** The statements, in order; the same schema always gives the same. */
  public static List<Statement> statements(DesiredSchema schema) {
    Creation creation = new Creation(schema);
    schema.namespaces().forEach(creation::namespace);
    schema.enums().forEach(creation::enumType);
    List<Table> tables = CreationOrder.of(schema);
    tables.forEach(creation::table);
    tables.forEach(t -> t.indexes().forEach(i -> creation.index(t, i)));
    creation.statements.addAll(creation.late);
    creation.statements.addAll(creation.comments);
    return List.copyOf(creation.statements);
  }

  private void namespace(Namespace namespace) {
    Range range = namespace.range();
    if (range == null) {
      return; // public, which nobody declares: every database has it
    }
    String name = Quote.identifier(namespace.name());
    statements.add(new SqlText().add("CREATE SCHEMA IF NOT EXISTS " + name).statement(range));
    comment("SCHEMA " + name, namespace.comment(), range);
  }

  private void enumType(EnumType type) {
    statements.add(
        new SqlText()
            .add("CREATE TYPE " + type.name().sql() + " AS ENUM (")
            .add(String.join(", ", type.values().stream().map(Quote::literal).toList()))
            .add(")")
            .statement(type.range()));
    comment("TYPE " + type.name().sql(), type.comment(), type.range());
  }

  private void table(Table table) {
    created.add(table.name());
    SqlText sql = new SqlText().add("CREATE TABLE " + table.name().sql() + " (");
    List<Runnable> parts = new ArrayList<>();
    table.columns().forEach(c -> parts.add(() -> sql.from(c.range(), s -> column(s, c))));
    PrimaryKey key = table.primaryKey();
    if (key != null) {
      parts.add(() -> sql.from(key.range(), s -> primaryKey(s, key)));
    }
    table.uniques().forEach(u -> parts.add(() -> sql.from(u.range(), s -> unique(s, u))));
    table.checks().forEach(c -> parts.add(() -> sql.from(c.range(), s -> check(s, c))));
    for (ForeignKey foreign : table.foreignKeys()) {
      if (fits(foreign)) {
        parts.add(() -> sql.from(foreign.range(), s -> foreignKey(s, foreign)));
      } else {
        late.add(
            new SqlText()
                .add("ALTER TABLE " + table.name().sql() + " ADD ")
                .from(foreign.range(), s -> foreignKey(s, foreign))
                .statement(foreign.range()));
      }
    }
    sql.join(
        parts,
        ",",
        part -> {
          sql.add("\n  ");
          part.run();
        });
    statements.add(sql.add(parts.isEmpty() ? ")" : "\n)").statement(table.range()));
    comments(table);
  }

  /**
   * Whether a foreign key may stand in its table's own statement: its target is there by then, with
   * a constraint (an index comes later) that makes the target's columns unique.
   */
  private boolean fits(ForeignKey foreign) {
    Table target = wanted.get(foreign.target());
    if (target == null || !created.contains(foreign.target())) {
      return false;
    }
    Set<String> columns = Set.copyOf(foreign.targetColumns());
    PrimaryKey key = target.primaryKey();
    return (key != null && Set.copyOf(key.columns()).equals(columns))
        || target.uniques().stream().anyMatch(u -> Set.copyOf(u.columns()).equals(columns));
  }

  private static void column(SqlText sql, Column column) {
    sql.add(Quote.identifier(column.name()) + " ");
    switch (column.type()) {
      case ColumnType.Spelled(Fragment type) -> fragment(sql, type, "", "");
      case ColumnType type -> sql.add(type.sql());
    }
    Identity identity = column.identity();
    if (identity != null) {
      sql.add(" GENERATED " + (identity.always() ? "ALWAYS" : "BY DEFAULT") + " AS IDENTITY");
      List<String> options = new ArrayList<>();
      if (identity.start() != null) {
        options.add("START WITH " + identity.start());
      }
      if (identity.increment() != null) {
        options.add("INCREMENT BY " + identity.increment());
      }
      sql.add(options.isEmpty() ? "" : " (" + String.join(" ", options) + ")");
    }
    switch (column.defaultValue()) {
      case null -> {}
      case DefaultValue.Expression(Fragment value) -> fragment(sql, value, " DEFAULT (", ")");
      case DefaultValue value -> sql.add(" DEFAULT " + value.sql());
    }
    sql.add(column.nullable() ? "" : " NOT NULL");
  }

  private static void primaryKey(SqlText sql, PrimaryKey key) {
    sql.add(constraint(key.name()) + "PRIMARY KEY (" + Quote.identifiers(key.columns()) + ")");
    include(sql, key.include());
  }

  private static void unique(SqlText sql, Unique unique) {
    sql.add(
        constraint(unique.name())
            + "UNIQUE "
            + (unique.nullsDistinct() ? "" : "NULLS NOT DISTINCT "));
    sql.add("(" + Quote.identifiers(unique.columns()) + ")");
    include(sql, unique.include());
  }

  private static void check(SqlText sql, Check check) {
    fragment(sql.add(constraint(check.name())), check.condition(), "CHECK (", ")");
  }

  private static void foreignKey(SqlText sql, ForeignKey key) {
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

  private void index(Table table, Index index) {
    SqlText sql =
        new SqlText()
            .add("CREATE " + (index.unique() ? "UNIQUE " : "") + "INDEX ")
            .add(Quote.identifier(index.name()) + " ON " + table.name().sql())
            .add(index.method() == Index.Method.BTREE ? "" : " USING " + index.method())
            .add(" (");
    sql.join(index.parts(), ", ", part -> part(sql, part)).add(")");
    include(sql, index.include());
    sql.add(index.nullsDistinct() ? "" : " NULLS NOT DISTINCT");
    if (index.where() != null) {
      fragment(sql, index.where(), " WHERE (", ")");
    }
    statements.add(sql.statement(index.range()));
    comment(
        "INDEX " + new QualifiedName(table.name().schema(), index.name()).sql(),
        index.comment(),
        index.range());
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

  private static void include(SqlText sql, List<String> columns) {
    if (!columns.isEmpty()) {
      sql.add(" INCLUDE (" + Quote.identifiers(columns) + ")");
    }
  }

  private void comments(Table table) {
    String name = table.name().sql();
    comment("TABLE " + name, table.comment(), table.range());
    for (Column column : table.columns()) {
      String of = "COLUMN " + name + "." + Quote.identifier(column.name());
      comment(of, column.comment(), column.range());
    }
    PrimaryKey key = table.primaryKey();
    if (key != null) {
      constraintComment(table, key.name(), key.comment(), key.range());
    }
    table.uniques().forEach(u -> constraintComment(table, u.name(), u.comment(), u.range()));
    table.checks().forEach(c -> constraintComment(table, c.name(), c.comment(), c.range()));
  }

  private void constraintComment(Table table, String name, @Nullable String text, Range origin) {
    comment("CONSTRAINT " + Quote.identifier(name) + " ON " + table.name().sql(), text, origin);
  }

  private void comment(String of, @Nullable String text, Range origin) {
    if (text != null) {
      comments.add(
          new SqlText().add("COMMENT ON " + of + " IS " + Quote.literal(text)).statement(origin));
    }
  }
}
