package dev.santokit.schema.dialect;

import dev.santokit.project.problem.ErrorCode;
import dev.santokit.project.problem.Problems;
import dev.santokit.schema.model.DesiredSchema;
import dev.santokit.schema.model.ForeignKey;
import dev.santokit.schema.model.Index;
import dev.santokit.schema.model.PrimaryKey;
import dev.santokit.schema.model.QualifiedName;
import dev.santokit.schema.model.Table;
import dev.santokit.schema.model.Unique;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The two sides of a foreign key have as many columns, and those of its target are unique. */
final class ForeignKeyCheck {

  private ForeignKeyCheck() {}

  static void check(DesiredSchema schema, Problems problems) {
    Map<QualifiedName, Table> tables = schema.tablesByName();
    for (Table table : schema.tables()) {
      for (ForeignKey key : table.foreignKeys()) {
        Table target = tables.get(key.target());
        if (key.columns().size() != key.targetColumns().size()) {
          problems.error(
              ErrorCode.SCHEMA_FOREIGN_KEY,
              key.range(),
              "columns has "
                  + key.columns().size()
                  + " of them, and ref_columns "
                  + key.targetColumns().size(),
              "each column refers to one");
        } else if (target != null && !isUnique(target, Set.copyOf(key.targetColumns()))) {
          String columns = String.join(", ", key.targetColumns());
          problems.error(
              ErrorCode.SCHEMA_FOREIGN_KEY,
              key.range(),
              "nothing makes (" + columns + ") unique in " + target.name(),
              "a foreign key refers to the columns of a primary key, a unique or a unique index");
        }
      }
    }
  }

  private static boolean isUnique(Table table, Set<String> columns) {
    PrimaryKey key = table.primaryKey();
    return Stream.of(
            Stream.ofNullable(key).map(PrimaryKey::columns),
            table.uniques().stream().map(Unique::columns),
            table.indexes().stream().map(Index::uniqueColumns).flatMap(Optional::stream))
        .flatMap(lists -> lists)
        .anyMatch(unique -> sameColumns(unique, columns));
  }

  private static boolean sameColumns(Collection<String> unique, Set<String> columns) {
    return unique.size() == columns.size() && columns.containsAll(unique);
  }
}
