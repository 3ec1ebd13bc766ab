package dev.santokit.schema.scratch;

import dev.santokit.project.problem.Range;
import dev.santokit.project.sql.SqlLexer;
import dev.santokit.project.sql.SqlSyntaxError;
import dev.santokit.project.sql.SqlToken;
import dev.santokit.schema.model.Check;
import dev.santokit.schema.model.DesiredSchema;
import dev.santokit.schema.model.Fragment;
import dev.santokit.schema.model.Index;
import dev.santokit.schema.model.Table;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Finds the pieces of SQL that could run what others may change. Postgres calls an immutable
 * function of an index or its predicate while it makes the index, even that of an empty table, with
 * the rights of whoever makes it. So what such a piece names must be Postgres' own, an extension's,
 * or the migration role's own; or an index or a check that stands there calls it already.
 */
final class ForeignFunctions {

  /** Names of functions, of types and of operators, and the schemas in scope. */
  private static final String FOREIGN =
      """
      WITH foreign_function AS (
        SELECT p.oid, n.nspname, p.proname
        FROM pg_catalog.pg_proc p
        JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
        WHERE n.nspname NOT IN ('pg_catalog', 'information_schema')
          AND p.proowner <> (SELECT oid FROM pg_catalog.pg_roles WHERE rolname = current_user)
          AND NOT EXISTS (
            SELECT FROM pg_catalog.pg_depend d
            WHERE d.classid = 'pg_catalog.pg_proc'::pg_catalog.regclass
              AND d.objid = p.oid AND d.deptype = 'e')
          AND NOT EXISTS (
            SELECT FROM pg_catalog.pg_depend d
            LEFT JOIN pg_catalog.pg_index i
              ON d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND i.indexrelid = d.objid
            LEFT JOIN pg_catalog.pg_constraint k
              ON d.classid = 'pg_catalog.pg_constraint'::pg_catalog.regclass AND k.oid = d.objid
            JOIN pg_catalog.pg_class c ON c.oid = coalesce(i.indrelid, k.conrelid)
            JOIN pg_catalog.pg_namespace s ON s.oid = c.relnamespace AND s.nspname = ANY (?)
            WHERE d.refclassid = 'pg_catalog.pg_proc'::pg_catalog.regclass AND d.refobjid = p.oid))
      SELECT proname, 'function ' || nspname || '.' || proname
      FROM foreign_function WHERE proname = ANY (?)
      UNION ALL
      SELECT o.oprname, 'operator ' || n.nspname || '.' || o.oprname
      FROM pg_catalog.pg_operator o
      JOIN pg_catalog.pg_namespace n ON n.oid = o.oprnamespace
      WHERE o.oprname = ANY (?) AND o.oprcode IN (SELECT oid FROM foreign_function)
      UNION ALL
      SELECT t.typname, 'type ' || n.nspname || '.' || t.typname
      FROM pg_catalog.pg_type t
      JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace
      WHERE t.typname = ANY (?) AND t.typtype NOT IN ('e', 'p') AND t.typelem = 0
        AND n.nspname NOT IN ('pg_catalog', 'information_schema')
        AND t.typowner <> (SELECT oid FROM pg_catalog.pg_roles WHERE rolname = current_user)
        AND NOT EXISTS (
          SELECT FROM pg_catalog.pg_depend d
          WHERE d.classid = 'pg_catalog.pg_type'::pg_catalog.regclass
            AND d.objid = t.oid AND d.deptype = 'e')
      ORDER BY 2
      """;

  private ForeignFunctions() {}

  /** What one piece of SQL names. */
  private record Named(Set<String> functions, Set<String> types, Set<String> operators) {}

  /** The pieces that name something foreign, and what that is. */
  static Map<Range, String> in(Connection connection, DesiredSchema schema) throws SQLException {
    Map<Range, Named> named = new LinkedHashMap<>();
    for (Table table : schema.tables()) {
      fragments(table).forEach(f -> named.put(f.range(), named(f.sql())));
    }
    if (named.isEmpty()) {
      return Map.of();
    }
    Map<String, String> foreign = foreign(connection, schema, named.values().stream().toList());
    Map<Range, String> found = new HashMap<>();
    named.forEach((range, names) ->
        Stream.of(
                keys("function ", names.functions()),
                keys("operator ", names.operators()),
                keys("type ", names.types()))
            .flatMap(s -> s)
            .map(foreign::get)
            .filter(f -> f != null)
            .findFirst()
            .ifPresent(f -> found.put(range, f)));
    return found;
  }

  private static Stream<String> keys(String kind, Set<String> names) {
    return names.stream().map(n -> kind + n);
  }

  /** The pieces that Postgres may evaluate while it makes a table. */
  private static List<Fragment> fragments(Table table) {
    List<Fragment> fragments = new ArrayList<>();
    table.checks().stream().map(Check::condition).forEach(fragments::add);
    for (Index index : table.indexes()) {
      fragments.addAll(fragments(index));
    }
    return fragments;
  }

  static List<Fragment> fragments(Index index) {
    List<Fragment> fragments = new ArrayList<>();
    for (Index.Part part : index.parts()) {
      if (part.key() instanceof Index.Key.OfExpression(Fragment sql)) {
        fragments.add(sql);
      }
    }
    if (index.where() != null) {
      fragments.add(index.where());
    }
    return fragments;
  }

  /**
   * A name before a bracket or after a dot may be a function's ({@code row.name} calls it, too);
   * any name may be a type's.
   */
  private static Named named(String sql) {
    List<SqlToken> tokens;
    try {
      tokens = SqlLexer.tokens(sql).stream().filter(SqlToken::isSignificant).toList();
    } catch (SqlSyntaxError e) {
      throw new IllegalStateException("what was read before can be read again: " + sql, e);
    }
    Named named = new Named(new TreeSet<>(), new TreeSet<>(), new TreeSet<>());
    for (int i = 0; i < tokens.size(); i++) {
      SqlToken token = tokens.get(i);
      if (token.kind() == SqlToken.Kind.OPERATOR) {
        named.operators().add(token.text(sql));
      }
      String name = ScratchNames.name(token, sql);
      if (name == null) {
        continue;
      }
      boolean called = i + 1 < tokens.size() && tokens.get(i + 1).text(sql).equals("(");
      boolean ofSomething = i > 0 && tokens.get(i - 1).text(sql).equals(".");
      if (called || ofSomething) {
        named.functions().add(name);
      }
      named.types().add(name);
    }
    return named;
  }

  /** What is foreign, by {@code function name}, {@code operator name} and {@code type name}. */
  private static Map<String, String> foreign(
      Connection connection, DesiredSchema schema, List<Named> named) throws SQLException {
    Map<String, String> foreign = new HashMap<>();
    try (PreparedStatement query = connection.prepareStatement(FOREIGN)) {
      query.setArray(1, connection.createArrayOf("text", schema.scope().toArray()));
      query.setArray(2, names(connection, named.stream().map(Named::functions)));
      query.setArray(3, names(connection, named.stream().map(Named::operators)));
      query.setArray(4, names(connection, named.stream().map(Named::types)));
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          String what = rows.getString(2);
          String kind = what.substring(0, what.indexOf(' ') + 1);
          foreign.putIfAbsent(kind + rows.getString(1), what);
        }
      }
    }
    return foreign;
  }

  private static java.sql.Array names(Connection connection, Stream<Set<String>> names)
      throws SQLException {
    return connection.createArrayOf("text", names.flatMap(Set::stream).distinct().toArray());
  }
}
