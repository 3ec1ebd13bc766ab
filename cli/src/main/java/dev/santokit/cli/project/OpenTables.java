package dev.santokit.cli.project;

import dev.santokit.project.permissions.Grant;
import dev.santokit.project.permissions.Operation;
import dev.santokit.project.permissions.Permissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.stream.Collectors;

/** What permissions let clients do with tables, as a person reads it. */
public final class OpenTables {

  private OpenTables() {}

  /** A line for each table that is open for anything; the one for all other tables last. */
  public static List<String> lines(Permissions permissions) {
    List<String> lines = new ArrayList<>();
    permissions
        .tables()
        .forEach((table, rules) -> {
          String line = line(table, rules);
          if (!line.isEmpty() && !table.equals(Permissions.DEFAULT_TABLE)) {
            lines.add(line);
          }
        });
    Permissions.TableRules others = permissions.tables().get(Permissions.DEFAULT_TABLE);
    String rest = others == null ? "" : line("every other table", others);
    if (!rest.isEmpty()) {
      lines.add(rest);
    }
    return lines;
  }

  private static String line(String table, Permissions.TableRules rules) {
    List<String> parts = new ArrayList<>();
    for (Operation operation : Operation.values()) {
      SortedSet<Grant> grants =
          rules.grants().getOrDefault(operation, Collections.emptySortedSet());
      if (!grants.isEmpty()) {
        parts.add(
            operation.word()
                + " "
                + grants.stream().map(Grant::word).collect(Collectors.joining(" or ")));
      }
    }
    return parts.isEmpty() ? "" : table + ": " + String.join(", ", parts);
  }
}
