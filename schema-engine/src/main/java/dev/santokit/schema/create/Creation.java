package dev.santokit.schema.create;

import dev.santokit.project.problem.Range;
import dev.santokit.schema.model.Column;
import dev.santokit.schema.model.DesiredSchema;
import dev.santokit.schema.model.EnumType;
import dev.santokit.schema.model.ForeignKey;
import dev.santokit.schema.model.Index;
import dev.santokit.schema.model.Namespace;
import dev.santokit.schema.model.PrimaryKey;
import dev.santokit.schema.model.QualifiedName;
import dev.santokit.schema.model.Quote;
import dev.santokit.schema.model.Table;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Creates a schema where there is nothing: schemas, enums, tables in the order of their foreign
 * keys, indexes, the foreign keys that no order allows, comments.
 */
public final class Creation {

  private final List<Statement> namespaces = new ArrayList<>();
  private final List<Statement> enums = new ArrayList<>();
  private final List<Statement> tables = new ArrayList<>();
  private final List<Statement> indexes = new ArrayList<>();
  private final List<Statement> late = new ArrayList<>();
  private final List<Statement> comments = new ArrayList<>();
  private final Set<QualifiedName> created = new HashSet<>();

  private final Map<QualifiedName, Table> wanted;

  private Creation(DesiredSchema schema) {
    this.wanted = schema.tablesByName();
  }

  /**
   * The statements by what they make, each list in its order. Those of a later list need those of
   * the earlier ones.
   *
   * @param foreignKeys those that could not stand in their table's own statement: of cycles, to
   *     unique indexes, and to tables that the schema does not have
   */
  public record Parts(
      List<Statement> namespaces,
      List<Statement> enums,
      List<Statement> tables,
      List<Statement> indexes,
      List<Statement> foreignKeys,
      List<Statement> comments) {

    /** Takes copies. */
    public Parts {
      namespaces = List.copyOf(namespaces);
      enums = List.copyOf(enums);
      tables = List.copyOf(tables);
      indexes = List.copyOf(indexes);
      foreignKeys = List.copyOf(foreignKeys);
      comments = List.copyOf(comments);
    }
  }

  /** The statements, in order; the same schema always gives the same. */
  public static List<Statement> statements(DesiredSchema schema) {
    Parts parts = parts(schema);
    return Stream.of(
            parts.namespaces(),
            parts.enums(),
            parts.tables(),
            parts.indexes(),
            parts.foreignKeys(),
            parts.comments())
        .flatMap(List::stream)
        .toList();
  }

  /** As {@link #statements}, apart. */
  public static Parts parts(DesiredSchema schema) {
    Creation creation = new Creation(schema);
    schema.namespaces().forEach(creation::namespace);
    schema.enums().forEach(creation::enumType);
    List<Table> tables = CreationOrder.of(schema);
    tables.forEach(creation::table);
    tables.forEach(t -> t.indexes().forEach(i -> creation.index(t, i)));
    return new Parts(
        creation.namespaces,
        creation.enums,
        creation.tables,
        creation.indexes,
        creation.late,
        creation.comments);
  }

  private void namespace(Namespace namespace) {
    Range range = namespace.range();
    if (range == null) {
      return; // public, which nobody declares: every database has it
    }
    String name = Quote.identifier(namespace.name());
    namespaces.add(new SqlText().add("CREATE SCHEMA IF NOT EXISTS " + name).statement(range));
    comment("SCHEMA " + name, namespace.comment(), range);
  }

  private void enumType(EnumType type) {
    enums.add(
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
    table.columns().forEach(c -> parts.add(() -> sql.from(c.range(), s -> Clauses.column(s, c))));
    PrimaryKey key = table.primaryKey();
    if (key != null) {
      parts.add(() -> sql.from(key.range(), s -> Clauses.primaryKey(s, key)));
    }
    table.uniques().forEach(u -> parts.add(() -> sql.from(u.range(), s -> Clauses.unique(s, u))));
    table.checks().forEach(c -> parts.add(() -> sql.from(c.range(), s -> Clauses.check(s, c))));
    for (ForeignKey foreign : table.foreignKeys()) {
      if (fits(foreign)) {
        parts.add(() -> sql.from(foreign.range(), s -> Clauses.foreignKey(s, foreign)));
      } else {
        late.add(
            new SqlText()
                .add("ALTER TABLE " + table.name().sql() + " ADD ")
                .from(foreign.range(), s -> Clauses.foreignKey(s, foreign))
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
    tables.add(sql.add(parts.isEmpty() ? ")" : "\n)").statement(table.range()));
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

  private void index(Table table, Index index) {
    SqlText sql =
        new SqlText()
            .add("CREATE " + (index.unique() ? "UNIQUE " : "") + "INDEX ")
            .add(Quote.identifier(index.name()) + " ON " + table.name().sql());
    Clauses.indexed(sql, index);
    indexes.add(sql.statement(index.range()));
    comment(
        "INDEX " + new QualifiedName(table.name().schema(), index.name()).sql(),
        index.comment(),
        index.range());
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
