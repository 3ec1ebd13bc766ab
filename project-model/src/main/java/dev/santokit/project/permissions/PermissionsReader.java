package dev.santokit.project.permissions;

import dev.santokit.project.permissions.Permissions.TableRules;
import dev.santokit.project.problem.ErrorCode;
import dev.santokit.project.problem.Nearest;
import dev.santokit.project.problem.Problems;
import dev.santokit.project.problem.Range;
import dev.santokit.project.yaml.Fields;
import dev.santokit.project.yaml.Node;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads {@code config/permissions.yaml}. */
final class PermissionsReader {

  private static final Set<String> COLUMN_KEYS = Set.of("select", "insert", "update");
  private static final Set<String> TABLE_KEYS =
      Set.of("select", "insert", "update", "delete", "columns");

  private static final SequencedMap<String, Boolean> ON_OFF = new LinkedHashMap<>();

  static {
    ON_OFF.put("on", true);
    ON_OFF.put("off", false);
  }

  /** Alias, schema, table. */
  private static final int MOST_PARTS = 3;

  /** What Postgres cuts names at, in bytes. */
  private static final int LONGEST_NAME = 63;

  private final @Nullable Set<String> databases;
  private final Problems problems;

  /**
   * A reader.
   *
   * @param databases the aliases that are configured; null when that is not known
   */
  PermissionsReader(@Nullable Set<String> databases, Problems problems) {
    this.databases = databases;
    this.problems = problems;
  }

  /** What the file says, without what is wrong in it; null when it is no mapping. */
  @Nullable Permissions read(Node node) {
    var known = Set.of("tables", "ownerColumn", "adminRole", "prefixes");
    Fields fields = Fields.of(node, "permissions", known, problems).orElse(null);
    if (fields == null) {
      return null;
    }
    SortedMap<String, String> owners = ownerColumns(fields);
    return new Permissions(tables(fields, owners), owners, adminRole(fields), prefixes(fields));
  }

  private SortedMap<String, TableRules> tables(Fields fields, SortedMap<String, String> owners) {
    var tables = new TreeMap<String, TableRules>();
    entries(fields, "tables")
        .forEach((name, entry) -> {
          checkTableName(name, entry.key());
          boolean hasOwner = hasOwner(name, owners);
          Fields.of(entry.value(), "table " + name, TABLE_KEYS, problems)
              .map(t -> new TableRules(grants(t, hasOwner), columns(t, hasOwner)))
              .ifPresent(rules -> tables.put(name, rules));
        });
    return tables;
  }

  private SortedMap<String, SortedMap<Operation, SortedSet<Grant>>> columns(
      Fields table, boolean hasOwner) {
    var columns = new TreeMap<String, SortedMap<Operation, SortedSet<Grant>>>();
    entries(table, "columns")
        .forEach((name, entry) -> {
          checkColumnName(name, entry.key());
          Fields.of(entry.value(), "column " + name, COLUMN_KEYS, problems)
              .ifPresent(column -> columns.put(name, grants(column, hasOwner)));
        });
    return columns;
  }

  private SortedMap<Operation, SortedSet<Grant>> grants(Fields fields, boolean hasOwner) {
    var grants = new TreeMap<Operation, SortedSet<Grant>>();
    for (Operation operation : Operation.values()) {
      if (fields.has(operation.word())) {
        grants.put(operation, grants(fields, operation, hasOwner));
      }
    }
    return grants;
  }

  private SortedSet<Grant> grants(Fields fields, Operation operation, boolean hasOwner) {
    var grants = new TreeSet<Grant>();
    for (Node item : fields.items(operation.word())) {
      String word = role(item, operation.word()).orElse(null);
      if (word == null) {
        continue;
      }
      if (!grants.add(new Grant(word))) {
        problems.error(ErrorCode.INVALID_VALUE, item.range(), "\"" + word + "\" stands here twice");
      }
      // A right of owners where no row has one would look like a right and be none.
      if (!hasOwner && new Grant(word).equals(Grant.OWNER)) {
        problems.error(
            ErrorCode.PERMISSION_NO_OWNER,
            item.range(),
            "there is no column that says whose a row is",
            "name it: ownerColumn: {_default: user_id}");
      }
    }
    return grants;
  }

  private Optional<String> role(Node node, String what) {
    if (!(node instanceof Node.Scalar scalar) || !scalar.value().isTextual()) {
      problems.error(
          ErrorCode.WRONG_TYPE,
          node.range(),
          what + " takes roles, not " + node.describe(),
          "public, authenticated, owner, or a role in quotes");
      return Optional.empty();
    }
    String role = scalar.text();
    boolean legal = Grant.isWord(role);
    if (!legal) {
      problems.error(
          ErrorCode.INVALID_VALUE, node.range(), "this is no name of a role", Grant.GRAMMAR);
    }
    return legal ? Optional.of(role) : Optional.empty();
  }

  /** Whether rows of the table may have an owner: some database has a column for it. */
  private static boolean hasOwner(String table, SortedMap<String, String> owners) {
    return owners.containsKey(Permissions.DEFAULT_TABLE)
        || (table.equals(Permissions.DEFAULT_TABLE) && !owners.isEmpty())
        || owners.keySet().stream().anyMatch(name -> lastPart(name).equals(lastPart(table)));
  }

  private SortedMap<String, String> ownerColumns(Fields fields) {
    var owners = new TreeMap<String, String>();
    entries(fields, "ownerColumn")
        .forEach((table, entry) -> {
          checkTableName(table, entry.key());
          if (entry.value() instanceof Node.Scalar scalar && scalar.value().isTextual()) {
            checkColumnName(scalar.text(), scalar.range());
            owners.put(table, scalar.text());
          } else {
            problems.error(
                ErrorCode.WRONG_TYPE,
                entry.value().range(),
                "the owner column of "
                    + table
                    + " must be a name, not "
                    + entry.value().describe());
          }
        });
    return owners;
  }

  private String adminRole(Fields fields) {
    Optional<String> role = fields.node("adminRole").flatMap(node -> role(node, "adminRole"));
    if (role.isPresent() && !new Grant(role.get()).isRole()) {
      problems.error(
          ErrorCode.INVALID_VALUE,
          fields.rangeOf("adminRole"),
          "\"" + role.get() + "\" is no role");
    }
    return role.orElse(Permissions.DEFAULT_ADMIN_ROLE);
  }

  private Set<Prefix> prefixes(Fields fields) {
    var on = EnumSet.allOf(Prefix.class);
    var known =
        Stream.of(Prefix.values()).map(Prefix::text).collect(Collectors.toUnmodifiableSet());
    fields
        .fields("prefixes", known)
        .ifPresent(switches -> on.removeIf(p -> !switches.word(p.text(), ON_OFF).orElse(true)));
    return on;
  }

  private void checkTableName(String name, Range range) {
    List<String> parts = List.of(name.split("\\.", -1));
    boolean qualified = parts.size() > 1;
    boolean legal =
        parts.size() <= MOST_PARTS
            && parts.stream().allMatch(PermissionsReader::isName)
            && !(qualified && parts.getLast().equals(Permissions.DEFAULT_TABLE));
    if (!legal) {
      problems.error(
          ErrorCode.PERMISSION_TABLE,
          range,
          "\"" + name + "\" names no table",
          "write posts, main.posts (alias and table) or main.app.posts (alias, schema and table)");
    } else if (qualified && databases != null && !databases.contains(parts.getFirst())) {
      problems.error(
          ErrorCode.UNKNOWN_DATABASE,
          range,
          "there is no database \"" + parts.getFirst() + "\" in config/databases.yaml",
          Nearest.to(parts.getFirst(), databases)
              .map(alias -> "did you mean \"" + alias + "\"?")
              .orElse("a name with a dot begins with the alias of its database"));
    }
  }

  private void checkColumnName(String name, Range range) {
    if (!isName(name)) {
      problems.error(
          ErrorCode.INVALID_VALUE,
          range,
          "\"" + name + "\" names no column",
          "a name has from 1 to " + LONGEST_NAME + " bytes");
    }
  }

  private static boolean isName(String name) {
    return !name.isEmpty()
        && name.indexOf('\0') < 0
        && name.getBytes(StandardCharsets.UTF_8).length <= LONGEST_NAME;
  }

  private static String lastPart(String table) {
    return table.substring(table.lastIndexOf('.') + 1);
  }

  private static SequencedMap<String, Node.Entry> entries(Fields fields, String key) {
    return fields.named(key).orElseGet(LinkedHashMap::new);
  }
}
