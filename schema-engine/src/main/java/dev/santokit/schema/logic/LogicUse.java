package dev.santokit.schema.logic;

import dev.santokit.project.logic.LogicFunction;
import dev.santokit.project.logic.LogicType;
import dev.santokit.project.permissions.Permissions;
import dev.santokit.project.permissions.Permissions.TableRules;
import dev.santokit.schema.model.QualifiedName;
import dev.santokit.schema.plan.Leaving;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What the logic of a release uses of one database. */
public final class LogicUse {

  private final String alias;
  private final SortedMap<String, Set<Use>> uses;
  private final List<String> notAnalysed;
  private final Permissions permissions;

  private LogicUse(
      String alias,
      SortedMap<String, Set<Use>> uses,
      List<String> notAnalysed,
      Permissions permissions) {
    this.alias = alias;
    this.uses = uses;
    this.notAnalysed = notAnalysed;
    this.permissions = permissions;
  }

  /**
   * Has Postgres read the SQL of a release, in a transaction that is undone.
   *
   * @param connection with no transaction open, of a role that may create schemas
   * @param alias of the database; functions of others are left out
   * @param active the functions of the release
   * @throws SQLException when the database is away, or the role may not
   */
  public static LogicUse of(
      Connection connection, String alias, List<LogicFunction> active, Permissions permissions)
      throws SQLException {
    connection.setAutoCommit(false);
    try {
      Analysis analysis = new Analysis(connection);
      SortedMap<String, Set<Use>> uses = new TreeMap<>();
      List<String> notAnalysed = new ArrayList<>();
      for (LogicFunction function : active) {
        if (!function.type().equals(LogicType.SQL)) {
          notAnalysed.add(function.path().value()); // it may use any database
        } else if (function.config().target().equals(alias)) {
          Optional<Set<Use>> found = analysis.uses(function);
          found.ifPresentOrElse(
              used -> uses.put(function.path().value(), used),
              () -> notAnalysed.add(function.path().value()));
        }
      }
      Collections.sort(notAnalysed);
      return new LogicUse(alias, uses, List.copyOf(notAnalysed), permissions);
    } finally {
      if (!connection.isClosed()) {
        connection.rollback();
        connection.setAutoCommit(true);
      }
    }
  }

  /**
   * The functions of which nobody knows what they use: those in JavaScript and WebAssembly, and
   * statements that Postgres does not take as the body of a function. Sorted by path.
   */
  public List<String> notAnalysed() {
    return notAnalysed;
  }

  /**
   * What no longer works when something leaves.
   *
   * @param leaving see {@link dev.santokit.schema.plan.Plan#leaving}
   * @return sorted; empty when all that was analysed goes on
   */
  public List<Broken> brokenBy(Collection<Leaving> leaving) {
    Set<Broken> broken = new HashSet<>();
    for (Leaving gone : leaving) {
      uses.forEach((function, used) -> {
        if (used.stream().anyMatch(use -> isIn(use.table(), use.column(), gone))) {
          broken.add(new Broken(function, gone.toString(), function + " uses " + gone));
        }
      });
      if (permissionsName(gone)) {
        broken.add(
            new Broken(Permissions.FILE, gone.toString(), "permissions have a rule about " + gone));
      }
    }
    return broken.stream().sorted().toList();
  }

  private static boolean isIn(QualifiedName table, @Nullable String column, Leaving gone) {
    return table.equals(gone.table()) && (gone.column() == null || gone.column().equals(column));
  }

  private boolean permissionsName(Leaving gone) {
    for (String name : names(gone.table())) {
      TableRules rules = permissions.tables().get(name);
      String column = gone.column();
      if (column == null
          ? rules != null || permissions.ownerColumns().containsKey(name)
          : (rules != null && rules.columns().containsKey(column))
              || column.equals(permissions.ownerColumns().get(name))) {
        return true;
      }
    }
    return false;
  }

  /** What permissions may call a table. */
  private List<String> names(QualifiedName table) {
    String whole = alias + "." + table;
    return table.schema().equals("public")
        ? List.of(table.name(), alias + "." + table.name(), whole)
        : List.of(whole);
  }
}
