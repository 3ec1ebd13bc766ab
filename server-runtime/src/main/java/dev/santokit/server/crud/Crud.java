package dev.santokit.server.crud;

import com.fasterxml.jackson.databind.JsonNode;
import dev.santokit.project.permissions.Operation;
import dev.santokit.project.permissions.Permissions;
import dev.santokit.project.permissions.Permissions.TableRules;
import dev.santokit.server.call.Caller;
import dev.santokit.server.call.Refusal;
import dev.santokit.server.call.RefusalCode;
import dev.santokit.server.catalogue.Catalogue;
import dev.santokit.server.catalogue.Catalogues;
import dev.santokit.server.catalogue.Column;
import dev.santokit.server.catalogue.TableName;
import dev.santokit.server.function.CrudCall;
import dev.santokit.server.function.CrudPaths;
import dev.santokit.server.function.Prepared;
import dev.santokit.server.function.ServedFunction;
import dev.santokit.server.function.ServedRelease;
import java.util.Collections;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Answers under {@code crud/}: checks a call in the contract's order, and makes its statement. */
public final class Crud implements CrudPaths {

  private final Catalogues catalogues;
  private final int maxRows;
  private final Map<String, OpenTables> open = new ConcurrentHashMap<>();

  /**
   * For a server.
   *
   * @param maxRows the most rows that a select gives
   */
  public Crud(Catalogues catalogues, int maxRows) {
    this.catalogues = catalogues;
    this.maxRows = maxRows;
  }

  @Override
  public Prepared prepare(
      ServedRelease release, String path, @Nullable JsonNode params, Caller caller) {
    CrudPath asked = CrudPath.of(path);
    ServedFunction instead = override(release, asked);
    if (instead != null) {
      instead.admit(caller);
      return new Prepared.Function(instead, instead.read(params));
    }
    return new Prepared.Crud(call(release.permissions(), asked, params, caller));
  }

  /**
   * The function that answers in the place of an operation: {@code posts/select} of the same
   * database, which has the table. Null when there is none.
   */
  private @Nullable ServedFunction override(ServedRelease release, CrudPath asked) {
    ServedFunction function =
        release.functions().get(asked.table() + "/" + asked.operation().word());
    boolean isOne =
        function != null
            && function.config().target().equals(asked.alias())
            && catalogues.has(asked.alias())
            && catalogues
                    .current(asked.alias())
                    .table(new TableName(Permissions.PUBLIC_SCHEMA, asked.table()))
                != null;
    return isOne ? function : null;
  }

  private CrudCall call(
      Permissions permissions, CrudPath path, @Nullable JsonNode params, Caller caller) {
    OpenTables tables = tables(permissions, path.alias());
    TableRights rights = tables == null ? null : tables.find(path.table());
    if (tables == null || rights == null) {
      throw unknown(permissions, path, caller);
    }
    CallerRights own = rights.of(caller);
    Reach rows = own.rows(path.operation());
    if (rows == Reach.NONE) {
      throw Denied.table(path.table(), caller);
    }
    if (rows == Reach.OWN_ROWS) {
      checkUser(own, caller);
    }
    return switch (path.operation()) {
      case SELECT -> {
        boolean mayLook = mayLookForTables(permissions, path.operation(), caller);
        yield Select.prepare(tables, own, caller, mayLook, params);
      }
      case INSERT -> Insert.prepare(tables, own, caller, params);
      case UPDATE -> Update.prepare(tables, own, caller, params);
      case DELETE -> Update.prepareDelete(tables, own, caller, params);
    };
  }

  /** The tables of a database; null when none of that name is configured. */
  private @Nullable OpenTables tables(Permissions permissions, String alias) {
    if (!catalogues.has(alias)) {
      return null;
    }
    Catalogue catalogue = catalogues.current(alias);
    OpenTables known = open.get(alias);
    if (known == null || !known.isFor(permissions, catalogue)) {
      known =
          new OpenTables(alias, permissions, catalogue, maxRows, () -> catalogues.suspect(alias));
      open.put(alias, known);
    }
    return known;
  }

  /** Who could reach any table learns that there is none; for others it is one more closed one. */
  private static Refusal unknown(Permissions permissions, CrudPath path, Caller caller) {
    return mayLookForTables(permissions, path.operation(), caller)
        ? Refusal.of(RefusalCode.NOT_FOUND, "Table not found: " + Params.shown(path.table()))
        : Denied.table(Params.shown(path.table()), caller);
  }

  /** Whether the rules for tables without an entry, or the admin role, would admit the caller. */
  static boolean mayLookForTables(Permissions permissions, Operation operation, Caller caller) {
    if (caller.roles().contains(permissions.adminRole())) {
      return true;
    }
    TableRules rules = permissions.tables().get(Permissions.DEFAULT_TABLE);
    return rules != null
        && TableRights.admits(
            rules.grants().getOrDefault(operation, Collections.emptySortedSet()), caller);
  }

  private static void checkUser(CallerRights rights, Caller caller) {
    Column owner = rights.owner();
    if (owner != null && caller instanceof Caller.User user && !owner.type().takesId(user.id())) {
      throw Denied.user();
    }
  }
}
