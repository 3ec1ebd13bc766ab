package dev.santokit.server.postgres;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.postgresql.core.Tuple;

/**
 * The types of one database, each looked up once. Types that every Postgres has are read from the
 * database too: their numbers alone do not say what an array holds.
 */
public final class Types {

  private static final Script LOOK_UP =
      new Script(
          List.of(
              Script.Step.inOrder(
                  // int2vector and oidvector call themselves arrays and are written otherwise.
                  """
                  SELECT typname, typcategory, CASE WHEN typcategory = 'A'
                    AND typname NOT IN ('int2vector', 'oidvector') THEN typelem ELSE 0 END, typbasetype
                  FROM pg_catalog.pg_type WHERE oid = $1\
                  """,
                  new int[] {PgType.OID})));

  private final Map<Integer, PgType> byOid = new ConcurrentHashMap<>();

  /**
   * The type, asked for over {@code link} when nobody did before.
   *
   * @throws SQLException when the database cannot say
   */
  public PgType of(int oid, Link link) throws SQLException {
    PgType known = byOid.get(oid);
    if (known != null) {
      return known;
    }
    var rows = link.run(LOOK_UP, Integer.toUnsignedString(oid)).getFirst().rows();
    PgType found =
        rows.isEmpty() ? new PgType(oid, "unknown", 'U', 0) : type(oid, rows.getFirst(), link);
    byOid.put(oid, found);
    return found;
  }

  /** A domain is what it is made of. */
  private PgType type(int oid, Tuple row, Link link) throws SQLException {
    int base = Integer.parseUnsignedInt(text(row, 3));
    return base != 0
        ? of(base, link)
        : new PgType(
            oid, text(row, 0), text(row, 1).charAt(0), Integer.parseUnsignedInt(text(row, 2)));
  }

  private static String text(Tuple row, int column) {
    byte[] bytes = row.get(column);
    return bytes == null ? "" : new String(bytes, StandardCharsets.UTF_8);
  }

  /** Forgets all: types may have been dropped and made anew while the database was away. */
  public void forget() {
    byOid.clear();
  }
}
