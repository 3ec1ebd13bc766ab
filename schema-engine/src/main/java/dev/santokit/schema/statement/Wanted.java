package dev.santokit.schema.statement;

import dev.santokit.schema.model.Check;
import dev.santokit.schema.model.Column;
import dev.santokit.schema.model.DesiredSchema;
import dev.santokit.schema.model.EnumType;
import dev.santokit.schema.model.ForeignKey;
import dev.santokit.schema.model.Index;
import dev.santokit.schema.model.PrimaryKey;
import dev.santokit.schema.model.QualifiedName;
import dev.santokit.schema.model.Table;
import dev.santokit.schema.model.Unique;
import java.util.Collection;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds what a change is about in the schema as the developer wrote it. */
final class Wanted {

  private final Map<QualifiedName, Table> tables;
  private final Map<QualifiedName, EnumType> enums;

  Wanted(DesiredSchema schema) {
    this.tables = schema.tablesByName();
    this.enums = schema.enums().stream().collect(Collectors.toMap(EnumType::name, e -> e));
  }

  EnumType enumType(QualifiedName name) {
    return found(enums.get(name), name);
  }

  Table table(QualifiedName name) {
    return found(tables.get(name), name);
  }

  Column column(QualifiedName table, String name) {
    return named(table(table).columns(), Column::name, name);
  }

  PrimaryKey primaryKey(QualifiedName table) {
    return found(table(table).primaryKey(), table);
  }

  Unique unique(QualifiedName table, String name) {
    return named(table(table).uniques(), Unique::name, name);
  }

  Index index(QualifiedName table, String name) {
    return named(table(table).indexes(), Index::name, name);
  }

  Check check(QualifiedName table, String name) {
    return named(table(table).checks(), Check::name, name);
  }

  ForeignKey foreignKey(QualifiedName table, String name) {
    return named(table(table).foreignKeys(), ForeignKey::name, name);
  }

  private static <T> T named(Collection<T> all, Function<T, String> nameOf, String name) {
    return found(
        all.stream().filter(t -> nameOf.apply(t).equals(name)).findFirst().orElse(null), name);
  }

  private static <T> T found(@Nullable T value, Object name) {
    if (value == null) {
      throw new IllegalArgumentException("the schema has no " + name + ", which a change is about");
    }
    return value;
  }
}
