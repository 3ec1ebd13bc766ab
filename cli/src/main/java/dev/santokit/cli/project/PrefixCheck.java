package dev.santokit.cli.project;

import dev.santokit.project.permissions.Permissions;
import dev.santokit.project.permissions.Permissions.TableRules;
import dev.santokit.project.permissions.Prefix;
import dev.santokit.project.problem.ErrorCode;
import dev.santokit.project.problem.Problems;
import dev.santokit.schema.model.Column;
import dev.santokit.schema.model.DesiredSchema;
import dev.santokit.schema.model.Table;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Looks for columns that a prefix protects by chance: {@code p_id} of a table of parts, which
 * nobody but an admin could see. Whoever writes a rule for the column, or switches the prefix off,
 * has said what is meant.
 */
final class PrefixCheck {

  private final Permissions permissions;
  private final Problems problems;

  PrefixCheck(Permissions permissions, Problems problems) {
    this.permissions = permissions;
    this.problems = problems;
  }

  /** Adds a notice for each such column of a table that is open to clients. */
  void check(SortedMap<String, DesiredSchema> schemas) {
    schemas.forEach((alias, schema) ->
        schema
            .tables()
            .forEach(table -> {
              TableRules rules =
                  permissions.rulesOf(alias, table.name().schema(), table.name().name());
              if (rules != null && isOpen(rules)) {
                check(table, rules);
              }
            }));
  }

  private static boolean isOpen(TableRules rules) {
    return rules.grants().values().stream().anyMatch(grants -> !grants.isEmpty());
  }

  private void check(Table table, TableRules rules) {
    Set<String> keys = keys(table);
    for (Column column : table.columns()) {
      Prefix prefix = permissions.prefixOf(column.name()).orElse(null);
      if (prefix != null && !rules.columns().containsKey(column.name())) {
        String because = because(prefix, column, keys.contains(column.name()));
        if (!because.isEmpty()) {
          problems.notice(
              ErrorCode.PERMISSION_PREFIX,
              column.range(),
              "the column \""
                  + column.name()
                  + "\" begins with "
                  + prefix.text()
                  + ", so "
                  + because,
              "if that is not meant, give it a rule of its own in config/permissions.yaml, or"
                  + " prefixes: {"
                  + prefix.text()
                  + ": off}");
        }
      }
    }
  }

  /** What a reader would not expect of the column; empty when nothing. */
  private static String because(Prefix prefix, Column column, boolean isKey) {
    boolean required =
        !column.nullable() && column.defaultValue() == null && column.identity() == null;
    return switch (prefix) {
      case SENSITIVE -> isKey ? "only owner and admin see it, and it is a key" : "";
      case CRITICAL, PRIVATE -> isKey ? "only admin sees and writes it, and it is a key" : "";
      case READ_ONLY ->
          required ? "nobody can write it, and no row can be inserted without it" : "";
    };
  }

  private static Set<String> keys(Table table) {
    List<String> primary = table.primaryKey() == null ? List.of() : table.primaryKey().columns();
    return Stream.of(
            Stream.of(primary),
            table.uniques().stream().map(unique -> unique.columns()),
            table.foreignKeys().stream().map(key -> key.columns()))
        .flatMap(columns -> columns)
        .flatMap(Collection::stream)
        .collect(Collectors.toSet());
  }
}
