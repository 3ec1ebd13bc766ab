package dev.santokit.cli.project;

import dev.santokit.project.file.ProjectFolder;
import dev.santokit.project.permissions.Permissions;
import dev.santokit.project.problem.ErrorCode;
import dev.santokit.project.problem.Nearest;
import dev.santokit.project.problem.Problems;
import dev.santokit.project.problem.Range;
import dev.santokit.project.yaml.Node;
import dev.santokit.project.yaml.StrictYaml;
import dev.santokit.schema.model.DesiredSchema;
import dev.santokit.schema.model.Table;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Holds permissions against the schema: a rule for a table or column that does not exist protects
 * nothing, and its author believes that it does.
 */
final class PermissionCheck {

  private final SortedMap<String, DesiredSchema> schemas;
  private final Problems problems;
  private boolean allKnown;

  PermissionCheck(SortedMap<String, DesiredSchema> schemas, Problems problems) {
    this.schemas = schemas;
    this.problems = problems;
  }

  /**
   * Checks the permissions of a project that were read without errors.
   *
   * @param aliases of all databases; where one of them has no schema in the project, a table that
   *     is named without its alias may be in that one, and nothing can be said
   */
  void check(Path folder, Set<String> aliases) {
    ProjectFolder files = new ProjectFolder(folder);
    if (!files.has(Permissions.FILE)) {
      return;
    }
    allKnown = schemas.keySet().containsAll(aliases);
    Problems told = new Problems(); // whoever read the permissions has said these
    String text = files.text(Permissions.FILE, StrictYaml.MAX_BYTES, told);
    if (text != null
        && StrictYaml.read(Permissions.FILE, text, told) instanceof Node.Mapping root) {
      tables(root);
      ownerColumns(root);
    }
  }

  private void tables(Node.Mapping root) {
    entries(root, "tables")
        .forEach((name, entry) -> {
          List<Table> tables = tables(name, entry.key());
          if (!tables.isEmpty() && entry.value() instanceof Node.Mapping rules) {
            entries(rules, "columns")
                .forEach((column, rule) -> requireColumn(tables, column, rule.key()));
          }
        });
  }

  private void ownerColumns(Node.Mapping root) {
    entries(root, "ownerColumn")
        .forEach((name, entry) -> {
          List<Table> tables = tables(name, entry.key());
          if (!tables.isEmpty() && entry.value() instanceof Node.Scalar column) {
            requireColumn(tables, column.text(), column.range());
          }
        });
  }

  private static SortedMap<String, Node.Entry> entries(Node.Mapping mapping, String key) {
    Node.Entry entry = mapping.entries().get(key);
    return entry != null && entry.value() instanceof Node.Mapping inner
        ? new TreeMap<>(inner.entries())
        : new TreeMap<>();
  }

  /** The tables that a name means, one in each database; an error and none where there is none. */
  private List<Table> tables(String name, Range range) {
    if (name.equals(Permissions.DEFAULT_TABLE)) {
      return List.of();
    }
    List<Table> found =
        schemas.entrySet().stream()
            .flatMap(schema ->
                schema.getValue().tables().stream()
                    .filter(table -> names(schema.getKey(), table).contains(name)))
            .toList();
    if (found.isEmpty() && isKnown(name)) {
      SortedSet<String> known = new TreeSet<>();
      schemas.forEach((alias, schema) ->
          schema.tables().forEach(table -> known.add(names(alias, table).getFirst())));
      problems.error(
          ErrorCode.PERMISSION_UNKNOWN_TABLE,
          range,
          "there is no table \"" + name + "\"",
          Nearest.hint(name, known));
    }
    return allKnown || name.contains(".") ? found : List.of();
  }

  /** Whether the schema says which tables there are where the name may mean one. */
  private boolean isKnown(String name) {
    int dot = name.indexOf('.');
    return dot < 0 ? allKnown : schemas.containsKey(name.substring(0, dot));
  }

  /** What permissions may call a table, the shortest first. */
  private static List<String> names(String alias, Table table) {
    String schema = table.name().schema();
    String name = table.name().name();
    String whole = alias + "." + schema + "." + name;
    return schema.equals("public") ? List.of(name, alias + "." + name, whole) : List.of(whole);
  }

  private void requireColumn(List<Table> tables, String column, Range range) {
    SortedSet<String> known = new TreeSet<>();
    tables.forEach(table -> table.columns().forEach(c -> known.add(c.name())));
    if (!known.contains(column)) {
      problems.error(
          ErrorCode.PERMISSION_UNKNOWN_COLUMN,
          range,
          "table \"" + tables.getFirst().name().name() + "\" has no column \"" + column + "\"",
          Nearest.hint(column, known));
    }
  }
}
