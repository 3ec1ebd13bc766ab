package dev.santokit.server.crud;

import dev.santokit.project.permissions.Grant;
import dev.santokit.project.permissions.Operation;
import dev.santokit.project.permissions.Permissions;
import dev.santokit.project.permissions.Permissions.TableRules;
import dev.santokit.project.permissions.Prefix;
import dev.santokit.server.call.Caller;
import dev.santokit.server.catalogue.Column;
import dev.santokit.server.catalogue.Table;
import dev.santokit.server.postgres.PgType;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What a release's permissions say of one table of a catalogue, worked out once. For any number of
 * threads.
 */
public final class TableRights {

  /** Kinds of callers that are kept: a table on which more roles have a say is a rare one. */
  private static final int MOST_KINDS = 256;

  private static final Set<Operation> OF_COLUMNS =
      Set.of(Operation.SELECT, Operation.INSERT, Operation.UPDATE);

  private static final Set<String> STAMPS = Set.of("_updated_at", "updated_at");
  private static final Set<Integer> TIMES = Set.of(PgType.TIMESTAMP, PgType.TIMESTAMPTZ);

  private final Table table;
  private final @Nullable Column owner;
  private final Map<Operation, Set<Grant>> rows = new EnumMap<>(Operation.class);
  private final Map<Operation, List<Set<Grant>>> columns = new EnumMap<>(Operation.class);
  private final boolean[] audited;
  private final List<Column> stamped;
  private final String admin;
  private final Set<String> roles = new TreeSet<>();
  private final CallerRights ofAnonymous;
  private final CallerRights ofUsers;
  private final Map<Set<String>, CallerRights> byRoles = new ConcurrentHashMap<>();

  /**
   * The rights of a table; null when nothing opens it. Views are opened by name alone: what {@code
   * _default} opens are tables, whose columns say by their prefixes what they are.
   */
  public static @Nullable TableRights of(Permissions permissions, String alias, Table table) {
    String schema = table.name().schema();
    String name = table.name().name();
    boolean open =
        permissions.schemasOf(alias).contains(schema)
            && (!table.isView() || permissions.names(alias, schema, name));
    TableRules rules = open ? permissions.rulesOf(alias, schema, name) : null;
    if (rules == null) {
      return null;
    }
    String owner = permissions.ownerColumnOf(alias, schema, name);
    return new TableRights(permissions, rules, table, owner == null ? null : table.column(owner));
  }

  private TableRights(
      Permissions permissions, TableRules rules, Table table, @Nullable Column owner) {
    this.table = table;
    this.owner = owner;
    this.admin = permissions.adminRole();
    this.audited = new boolean[table.columns().size()];
    for (Operation operation : Operation.values()) {
      rows.put(operation, noted(rules.grants().getOrDefault(operation, new TreeSet<>())));
      if (OF_COLUMNS.contains(operation)) {
        columns.put(
            operation,
            table.columns().keySet().stream()
                .map(column -> noted(permissions.grantsOf(rules, column, operation)))
                .toList());
      }
    }
    for (Column column : table.columns().values()) {
      audited[column.position()] =
          permissions.prefixOf(column.name()).map(Prefix::isAudited).orElse(false);
    }
    this.stamped = table.columns().values().stream().filter(this::isStamp).toList();
    this.ofAnonymous = rights(false, Set.of());
    this.ofUsers = rights(true, Set.of());
  }

  /** A time of the last change that nobody may write. */
  private boolean isStamp(Column column) {
    return STAMPS.contains(column.name())
        && TIMES.contains(column.type().oid())
        && !column.computed()
        && columns.getOrDefault(Operation.UPDATE, List.of()).get(column.position()).isEmpty();
  }

  /** Keeps in mind which roles make a difference. */
  private Set<Grant> noted(Set<Grant> grants) {
    for (Grant grant : grants) {
      if (grant.isRole()) {
        roles.add(grant.word());
      } else if (grant.equals(Grant.OWNER)) {
        roles.add(admin);
      }
    }
    return Set.copyOf(grants);
  }

  /** The table that they are about. */
  public Table table() {
    return table;
  }

  /** The column that says whose a row is; null when rows of the table have no owner. */
  @Nullable Column owner() {
    return owner;
  }

  /** Whether reads and writes of the column are written down. */
  boolean isAudited(Column column) {
    return audited[column.position()];
  }

  /** The columns in which the server itself writes when a row was changed. */
  List<Column> stamped() {
    return stamped;
  }

  /** What a caller may do. */
  public CallerRights of(Caller caller) {
    if (!caller.isAuthenticated()) {
      return ofAnonymous;
    }
    Set<String> held = held(caller.roles());
    if (held.isEmpty()) {
      return ofUsers;
    }
    CallerRights known = byRoles.get(held);
    if (known == null) {
      known = rights(true, held);
      if (byRoles.size() < MOST_KINDS) {
        byRoles.put(held, known);
      }
    }
    return known;
  }

  private Set<String> held(List<String> all) {
    Set<String> held = Set.of();
    for (String role : all) {
      if (roles.contains(role)) {
        if (held.isEmpty()) {
          held = new TreeSet<>();
        }
        held.add(role);
      }
    }
    return held;
  }

  /** Whether one of the grants of a table without rules of its own would admit the caller. */
  static boolean admits(Set<Grant> grants, Caller caller) {
    return grants.contains(Grant.PUBLIC)
        || (caller.isAuthenticated()
            && (grants.contains(Grant.AUTHENTICATED) || grants.contains(Grant.OWNER)))
        || grants.stream()
            .anyMatch(grant -> grant.isRole() && caller.roles().contains(grant.word()));
  }

  private CallerRights rights(boolean authenticated, Set<String> held) {
    Map<Operation, Reach> ofRows = new EnumMap<>(Operation.class);
    Map<Operation, List<Reach>> ofColumns = new EnumMap<>(Operation.class);
    rows.forEach((operation, grants) -> ofRows.put(operation, reach(grants, authenticated, held)));
    columns.forEach((operation, all) -> {
      List<Reach> reaches = new ArrayList<>(all.size());
      for (Set<Grant> grants : all) {
        Reach reach = reach(grants, authenticated, held);
        boolean ownAnyway = reach == Reach.OWN_ROWS && ofRows.get(operation) == Reach.OWN_ROWS;
        reaches.add(ownAnyway ? Reach.ALL_ROWS : reach);
      }
      ofColumns.put(operation, List.copyOf(reaches));
    });
    Set<Operation> lifted = EnumSet.noneOf(Operation.class);
    rows.forEach((operation, grants) -> {
      if (isLifted(grants, held)) {
        lifted.add(operation);
      }
    });
    return new CallerRights(this, ofRows, ofColumns, lifted);
  }

  private boolean isLifted(Set<Grant> grants, Set<String> held) {
    return grants.stream().anyMatch(grant -> grant.isRole() && held.contains(grant.word()))
        || (grants.contains(Grant.OWNER) && held.contains(admin));
  }

  private Reach reach(Set<Grant> grants, boolean authenticated, Set<String> held) {
    if (grants.contains(Grant.PUBLIC) || (authenticated && grants.contains(Grant.AUTHENTICATED))) {
      return Reach.ALL_ROWS;
    }
    // A role that is called owner, or like another word, is held by nobody.
    if (isLifted(grants, held)) {
      return Reach.ALL_ROWS;
    }
    return !authenticated || !grants.contains(Grant.OWNER) || owner == null
        ? Reach.NONE
        : Reach.OWN_ROWS;
  }
}
