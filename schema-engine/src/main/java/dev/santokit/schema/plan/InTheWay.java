package dev.santokit.schema.plan;

import dev.santokit.project.problem.ErrorCode;
import dev.santokit.project.problem.Problem;
import dev.santokit.project.problem.Range;
import dev.santokit.schema.catalogue.Scope;
import dev.santokit.schema.catalogue.Snapshot;
import dev.santokit.schema.model.DesiredSchema;
import dev.santokit.schema.model.EnumType;
import dev.santokit.schema.model.QualifiedName;
import dev.santokit.schema.model.Table;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Finds what has the name of a new table or enum and is none: a view, a partitioned table, a part
 * of an extension. It is not a plan's to drop.
 */
final class InTheWay {

  private static final String KINDS =
      """
      SELECT n.nspname, c.relname,
        CASE c.relkind
          WHEN 'r' THEN 'a table' WHEN 'p' THEN 'a partitioned table' WHEN 'v' THEN 'a view'
          WHEN 'm' THEN 'a materialized view' WHEN 'f' THEN 'a foreign table'
          WHEN 'S' THEN 'a sequence' WHEN 'c' THEN 'a type' ELSE 'an index' END
      FROM pg_catalog.pg_class c
      JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
      WHERE n.nspname = ANY (?) AND c.relname = ANY (?)
      UNION ALL
      SELECT n.nspname, t.typname,
        CASE t.typtype WHEN 'd' THEN 'a domain' WHEN 'e' THEN 'an enum' ELSE 'a type' END
      FROM pg_catalog.pg_type t
      JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace
      WHERE n.nspname = ANY (?) AND t.typname = ANY (?) AND t.typrelid = 0 AND t.typelem = 0
      """;

  private InTheWay() {}

  static List<Problem> problems(
      Connection connection, DesiredSchema wanted, Scope scope, Snapshot live) throws SQLException {
    NavigableMap<QualifiedName, Range> created = new TreeMap<>();
    wanted.tables().stream()
        .filter(t -> !live.tables().containsKey(t.name()))
        .forEach(t -> created.put(t.name(), t.range()));
    wanted.enums().stream()
        .filter(e -> !live.enums().containsKey(e.name()))
        .forEach(e -> created.put(e.name(), e.range()));
    List<Problem> problems = new ArrayList<>(excluded(wanted, scope));
    if (created.isEmpty()) {
      return problems;
    }
    try (PreparedStatement query = connection.prepareStatement(KINDS)) {
      Object[] schemas = created.keySet().stream().map(QualifiedName::schema).distinct().toArray();
      Object[] names = created.keySet().stream().map(QualifiedName::name).distinct().toArray();
      for (int i = 1; i <= 4; i++) {
        query.setArray(i, connection.createArrayOf("text", i % 2 == 1 ? schemas : names));
      }
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          QualifiedName name = new QualifiedName(rows.getString(1), rows.getString(2));
          Range range = created.get(name);
          if (range != null && !live.tables().containsKey(name) && !scope.excludes(name)) {
            problems.add(problem(name, rows.getString(3), range));
          }
        }
      }
    }
    return problems;
  }

  private static Problem problem(QualifiedName name, String kind, Range range) {
    return Problem.error(
        ErrorCode.SCHEMA_IN_THE_WAY,
        range,
        "the database has " + kind + " " + name + ", of which no plan may dispose",
        "give this another name, or drop what is there by a migration written by hand");
  }

  private static List<Problem> excluded(DesiredSchema wanted, Scope scope) {
    List<Problem> problems = new ArrayList<>();
    for (Table table : wanted.tables()) {
      if (scope.excludes(table.name())) {
        problems.add(excluded(table.name(), table.range()));
      }
    }
    for (EnumType type : wanted.enums()) {
      if (scope.excludes(type.name())) {
        problems.add(excluded(type.name(), type.range()));
      }
    }
    return problems;
  }

  private static Problem excluded(QualifiedName name, Range range) {
    return Problem.error(
        ErrorCode.SCHEMA_CONFLICT,
        range,
        "the policy excludes " + name + ", and the schema declares it",
        "remove one of the two");
  }
}
