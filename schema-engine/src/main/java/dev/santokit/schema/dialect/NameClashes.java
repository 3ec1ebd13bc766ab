package dev.santokit.schema.dialect;

import dev.santokit.project.problem.ErrorCode;
import dev.santokit.project.problem.Problems;
import dev.santokit.project.problem.Range;
import dev.santokit.schema.model.Column;
import dev.santokit.schema.model.ColumnType;
import dev.santokit.schema.model.DesiredSchema;
import dev.santokit.schema.model.PrimaryKey;
import dev.santokit.schema.model.QualifiedName;
import dev.santokit.schema.model.Table;
import java.util.HashMap;
import java.util.Map;

/**
 * Names that Postgres allows once: per schema among tables, indexes and sequences, and among tables
 * and types; per table among constraints. A primary key and a unique constraint have an index of
 * their name.
 */
final class NameClashes {

  private final Problems problems;
  private final Map<QualifiedName, Holder> relations = new HashMap<>();
  private final Map<QualifiedName, Holder> types = new HashMap<>();

  private NameClashes(Problems problems) {
    this.problems = problems;
  }

  /** Who has a name already. */
  private record Holder(String what, Range range) {}

  static void check(DesiredSchema schema, Problems problems) {
    NameClashes clashes = new NameClashes(problems);
    schema.tables().forEach(clashes::table);
    schema
        .enums()
        .forEach(e -> clashes.type(e.name(), new Holder("the enum " + e.name(), e.range())));
    schema.tables().forEach(clashes::partsOf);
  }

  private void table(Table table) {
    Holder holder = new Holder("the table " + table.name(), table.range());
    take(relations, table.name(), holder);
    take(types, table.name(), holder);
  }

  private void type(QualifiedName name, Holder holder) {
    take(types, name, holder);
  }

  private void partsOf(Table table) {
    String of = " of " + table.name();
    Map<String, Holder> constraints = new HashMap<>();
    PrimaryKey key = table.primaryKey();
    if (key != null) {
      Holder holder = new Holder("the primary key" + of, key.range());
      take(relations, in(table, key.name()), holder);
      take(constraints, key.name(), holder);
    }
    table
        .uniques()
        .forEach(u -> {
          Holder holder = new Holder("a unique constraint" + of, u.range());
          // One name of two constraints of one table is said once.
          if (take(constraints, u.name(), holder)) {
            take(relations, in(table, u.name()), holder);
          }
        });
    table
        .foreignKeys()
        .forEach(f -> take(constraints, f.name(), new Holder("a foreign key" + of, f.range())));
    table.checks().forEach(c -> take(constraints, c.name(), new Holder("a check" + of, c.range())));
    table
        .indexes()
        .forEach(i -> take(relations, in(table, i.name()), new Holder("an index" + of, i.range())));
    for (Column column : table.columns()) {
      if (column.identity() != null || column.type() instanceof ColumnType.Serial) {
        take(
            relations,
            in(table, Names.sequence(table.name().name(), column.name())),
            new Holder("the sequence of " + table.name() + "." + column.name(), column.range()));
      }
    }
  }

  private static QualifiedName in(Table table, String name) {
    return new QualifiedName(table.name().schema(), name);
  }

  private <K> boolean take(Map<K, Holder> names, K name, Holder holder) {
    Holder first = names.putIfAbsent(name, holder);
    if (first != null) {
      problems.error(
          ErrorCode.SCHEMA_DUPLICATE_NAME,
          holder.range(),
          holder.what() + " has the name \"" + name + "\", which " + first.what() + " has already",
          "that stands at " + first.range());
    }
    return first == null;
  }
}
