package dev.santokit.server.sql;

import dev.santokit.project.api.ResultColumn;
import dev.santokit.project.sql.SqlLexer;
import dev.santokit.project.sql.SqlSyntaxError;
import dev.santokit.project.sql.SqlToken;
import dev.santokit.server.database.DatabaseSession;
import dev.santokit.server.postgres.Link;
import dev.santokit.server.postgres.PgType;
import dev.santokit.server.postgres.Script;
import dev.santokit.server.postgres.Shapes;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.postgresql.core.Field;

/**
 * What the columns of statements are, asked over one connection; tables and types that several
 * statements have are asked for once.
 */
public final class ResultColumns {

  /**
   * With one of these words a NOT NULL column may give null: outer joins, grouping sets, the row
   * before an INSERT, and what a MERGE finds on one side alone. Where they stand does not matter:
   * better a null too many in a type than one that comes as a surprise.
   */
  private static final Set<String> NULL_MAKERS =
      Set.of("LEFT", "RIGHT", "FULL", "ROLLUP", "CUBE", "GROUPING", "OLD", "NEW", "MERGE");

  private static final Script NOT_NULL =
      new Script(
          List.of(
              Script.Step.inOrder(
                  // What is elsewhere promises nothing, nor does a constraint that nobody checked.
                  """
                  SELECT a.attnum FROM pg_catalog.pg_attribute a
                  JOIN pg_catalog.pg_class c ON c.oid = a.attrelid AND c.relkind IN ('r', 'p')
                  WHERE a.attrelid = $1 AND a.attnum > 0 AND a.attnotnull AND NOT EXISTS (
                    SELECT FROM pg_catalog.pg_constraint n WHERE n.conrelid = a.attrelid
                      AND n.contype = 'n' AND NOT n.convalidated AND n.conkey = ARRAY[a.attnum])\
                  """,
                  new int[] {PgType.OID})));

  private final DatabaseSession session;
  private final Shapes shapes;
  private final Map<Integer, Set<Integer>> notNull = new HashMap<>();

  /** Over a connection. */
  public ResultColumns(DatabaseSession session) {
    this.session = session;
    this.shapes =
        new Shapes(session.database().types(), session.link(), session.database().style());
  }

  /**
   * The columns of a statement's rows. Of columns with one name the last one counts, as in an
   * answer.
   *
   * @throws SQLException when the database cannot say
   */
  List<ResultColumn> of(String sql, Field[] fields) throws SQLException {
    boolean mayBeLeftOut = hasNullMaker(sql);
    Map<String, ResultColumn> columns = new LinkedHashMap<>();
    for (Field field : fields) {
      String name = field.getColumnLabel();
      columns.remove(name);
      columns.put(
          name,
          new ResultColumn(
              name,
              shapes.typeName(field.getOID()),
              shapes.of(field.getOID()),
              mayBeLeftOut || !isNotNull(field)));
    }
    return new ArrayList<>(columns.values());
  }

  private boolean isNotNull(Field field) throws SQLException {
    int table = field.getTableOid();
    if (table == 0) {
      return false; // an expression
    }
    Set<Integer> known = notNull.get(table);
    if (known == null) {
      Link link = session.link();
      known =
          link.run(NOT_NULL, Integer.toUnsignedString(table)).getFirst().rows().stream()
              .map(row -> Integer.valueOf(new String(row.get(0), StandardCharsets.US_ASCII)))
              .collect(Collectors.toSet());
      notNull.put(table, known);
    }
    return known.contains(field.getPositionInTable());
  }

  private static boolean hasNullMaker(String sql) {
    try {
      return SqlLexer.tokens(sql).stream()
          .filter(token -> token.kind() == SqlToken.Kind.WORD)
          .anyMatch(token -> NULL_MAKERS.contains(token.text(sql).toUpperCase(Locale.ROOT)));
    } catch (SqlSyntaxError impossible) {
      throw new IllegalStateException("the text of a statement was read before", impossible);
    }
  }
}
