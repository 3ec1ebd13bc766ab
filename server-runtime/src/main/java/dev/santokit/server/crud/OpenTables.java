package dev.santokit.server.crud;

import dev.santokit.project.permissions.Permissions;
import dev.santokit.server.call.Caller;
import dev.santokit.server.catalogue.Catalogue;
import dev.santokit.server.catalogue.Table;
import dev.santokit.server.catalogue.TableName;
import dev.santokit.server.postgres.Unit;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The tables of one database as one release opens them: what is worked out once for a pair of
 * permissions and catalogue, and the statements that were made from it. For any number of threads.
 */
public final class OpenTables {

  /** Statements that are kept; clients can ask for any number of different ones. */
  private static final int MOST_STATEMENTS = 1024;

  private final String alias;
  private final Permissions permissions;
  private final Catalogue catalogue;
  private final int maxRows;
  private final Runnable outdated;
  private final Map<TableName, Optional<TableRights>> rights = new ConcurrentHashMap<>();
  private final Map<String, Unit> statements = new ConcurrentHashMap<>();

  OpenTables(
      String alias, Permissions permissions, Catalogue catalogue, int maxRows, Runnable outdated) {
    this.alias = alias;
    this.permissions = permissions;
    this.catalogue = catalogue;
    this.maxRows = maxRows;
    this.outdated = outdated;
  }

  /** Whether it is about these very permissions and this very catalogue. */
  @SuppressWarnings("ReferenceEquality") // comparing what is in them would cost more than they save
  boolean isFor(Permissions others, Catalogue other) {
    return permissions == others && catalogue == other;
  }

  /** The alias of the database. */
  public String alias() {
    return alias;
  }

  /** The most rows that a select gives. */
  public int maxRows() {
    return maxRows;
  }

  /** Told when Postgres says that a statement does not fit the schema. */
  public Runnable outdated() {
    return outdated;
  }

  /**
   * The rights to a table; null when there is none of that name, or nothing opens it.
   *
   * @param written as clients write it: {@code posts}, or {@code app.posts} of another schema
   */
  public @Nullable TableRights find(String written) {
    int dot = written.indexOf('.');
    TableRights plain = find(new TableName(Permissions.PUBLIC_SCHEMA, written));
    return plain != null || dot < 0
        ? plain
        : find(new TableName(written.substring(0, dot), written.substring(dot + 1)));
  }

  /** The rights to a table; null when there is none of that name, or nothing opens it. */
  public @Nullable TableRights find(TableName name) {
    Optional<TableRights> known = rights.get(name);
    if (known == null) {
      Table table = catalogue.table(name);
      if (table == null) {
        return null; // any number of names does not exist: none is kept
      }
      known = Optional.ofNullable(TableRights.of(permissions, alias, table));
      rights.put(name, known);
    }
    return known.orElse(null);
  }

  /** What a caller may do with a table; null when it has no rights at all for anyone. */
  public @Nullable CallerRights of(TableName name, Caller caller) {
    TableRights table = find(name);
    return table == null ? null : table.of(caller);
  }

  /**
   * The statement of a text, made when it is not there: the same object for the same text, since
   * connections keep what they prepared by it.
   *
   * @param text all that the statement depends on, the form of its rows too
   */
  public Unit statement(String text, Supplier<Unit> made) {
    Unit known = statements.get(text);
    if (known != null) {
      return known;
    }
    if (statements.size() >= MOST_STATEMENTS) {
      statements.clear(); // what is asked for often is back at once
    }
    return statements.computeIfAbsent(text, key -> made.get());
  }
}
