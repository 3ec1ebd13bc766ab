package dev.santokit.project.permissions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.santokit.project.file.ProjectFolder;
import dev.santokit.project.problem.Problems;
import dev.santokit.project.problem.Range;
import dev.santokit.project.yaml.Node;
import dev.santokit.project.yaml.StrictYaml;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Who may do what with the rows and columns of tables. A table without an entry falls under {@link
 * #DEFAULT_TABLE}, and has no operations at all when there is no such entry. Which tables and
 * columns exist, and so which rules mean nothing, is for those to say who know a schema.
 *
 * @param tables rules by table: {@code posts}, {@code main.posts}, {@code main.app.posts} or {@link
 *     #DEFAULT_TABLE}
 * @param ownerColumns by the same names, the column that holds the id of a row's owner
 * @param adminRole the role that counts as a grant wherever {@code owner} is listed
 * @param prefixes those that are on
 */
public record Permissions(
    SortedMap<String, TableRules> tables,
    SortedMap<String, String> ownerColumns,
    String adminRole,
    Set<Prefix> prefixes) {

  /** Where they stand in a project. */
  public static final String FILE = "config/permissions.yaml";

  /** The name that stands for tables without an entry. */
  public static final String DEFAULT_TABLE = "_default";

  /** The admin role of a project that names none. */
  public static final String DEFAULT_ADMIN_ROLE = "admin";

  /** The schema of tables whose names say none. */
  public static final String PUBLIC_SCHEMA = "public";

  /** Parts of a name with alias and schema. */
  private static final int WHOLE = 3;

  /** Of a project that opens no table. */
  public static final Permissions NONE =
      new Permissions(
          new TreeMap<>(), new TreeMap<>(), DEFAULT_ADMIN_ROLE, EnumSet.allOf(Prefix.class));

  /** Copies its parts. */
  public Permissions {
    tables = Collections.unmodifiableSortedMap(new TreeMap<>(tables));
    ownerColumns = Collections.unmodifiableSortedMap(new TreeMap<>(ownerColumns));
    prefixes = Set.copyOf(prefixes);
  }

  /**
   * Rules of a table.
   *
   * @param grants what lets a caller do an operation, for each of them; nothing is nobody's
   * @param columns rules by column. An operation that is absent falls back to the rule of the
   *     column's prefix, then to that of the table
   */
  public record TableRules(
      SortedMap<Operation, SortedSet<Grant>> grants,
      SortedMap<String, SortedMap<Operation, SortedSet<Grant>>> columns) {

    /** Copies its parts; an operation without grants is nobody's. */
    public TableRules {
      var all = new TreeMap<Operation, SortedSet<Grant>>();
      for (Operation operation : Operation.values()) {
        all.put(operation, grants.getOrDefault(operation, Collections.emptySortedSet()));
      }
      grants = copy(all);
      var copies = new TreeMap<String, SortedMap<Operation, SortedSet<Grant>>>();
      columns.forEach((column, rules) -> copies.put(column, copy(rules)));
      columns = Collections.unmodifiableSortedMap(copies);
    }

    private static SortedMap<Operation, SortedSet<Grant>> copy(
        SortedMap<Operation, SortedSet<Grant>> rules) {
      var copy = new TreeMap<Operation, SortedSet<Grant>>();
      rules.forEach((operation, grants) ->
          copy.put(operation, Collections.unmodifiableSortedSet(new TreeSet<>(grants))));
      return Collections.unmodifiableSortedMap(copy);
    }
  }

  /** Those of a project without the file: nobody may do anything. */
  public static Permissions none() {
    return NONE;
  }

  /**
   * Reads {@link #FILE} of a project; {@link #none} when it is not there or empty.
   *
   * @param databases the aliases that are configured; null when that is not known, so that no name
   *     is held against them
   * @return null when an error was added
   */
  public static @Nullable Permissions read(
      ProjectFolder folder, @Nullable Set<String> databases, Problems problems) {
    if (!folder.has(FILE)) {
      return NONE;
    }
    String text = folder.text(FILE, StrictYaml.MAX_BYTES, problems);
    if (text == null) {
      return null;
    }
    var own = new Problems();
    Node node = StrictYaml.read(FILE, text, own);
    Permissions permissions = node == null ? NONE : parse(node, databases, own);
    problems.addAll(own.sorted());
    return own.hasErrors() ? null : permissions;
  }

  /**
   * Reads permissions.
   *
   * @param databases as for {@link #read}
   * @return null when an error was added
   */
  public static @Nullable Permissions parse(
      Node node, @Nullable Set<String> databases, Problems problems) {
    var own = new Problems();
    Permissions permissions = new PermissionsReader(databases, own).read(node);
    problems.addAll(own.sorted());
    return own.hasErrors() ? null : permissions;
  }

  /**
   * The rules of a table: its own, else those of {@link #DEFAULT_TABLE}; null when nothing opens
   * it. A name without a schema means schema {@code public}.
   */
  public @Nullable TableRules rulesOf(String alias, String schema, String table) {
    String key = keyOf(tables.keySet(), alias, schema, table);
    return tables.get(key == null ? DEFAULT_TABLE : key);
  }

  /** Whether a table has rules of its own. */
  public boolean names(String alias, String schema, String table) {
    return keyOf(tables.keySet(), alias, schema, table) != null;
  }

  /** The column that says whose a row of a table is, if the table has it; null without one. */
  public @Nullable String ownerColumnOf(String alias, String schema, String table) {
    String key = keyOf(ownerColumns.keySet(), alias, schema, table);
    return ownerColumns.get(key == null ? DEFAULT_TABLE : key);
  }

  /**
   * What lets a caller read or write a column, besides what lets him do it to the table: the
   * column's own rule, else that of its prefix, else that of the table.
   *
   * @param rules of its table
   * @param operation one that has a say in columns: not {@link Operation#DELETE}
   */
  public SortedSet<Grant> grantsOf(TableRules rules, String column, Operation operation) {
    SortedMap<Operation, SortedSet<Grant>> own = rules.columns().get(column);
    SortedSet<Grant> explicit = own == null ? null : own.get(operation);
    if (explicit != null) {
      return explicit;
    }
    SortedSet<Grant> ofTable = rules.grants().getOrDefault(operation, new TreeSet<>());
    Prefix prefix = prefixOf(column).orElse(null);
    return prefix == null ? ofTable : prefix.grants(operation, ofTable, new Grant(adminRole));
  }

  /** The prefix of a column that carries rules; empty when it has none, or the project's is off. */
  public Optional<Prefix> prefixOf(String column) {
    return Stream.of(Prefix.values())
        .filter(prefix -> prefixes.contains(prefix) && column.startsWith(prefix.text()))
        .findFirst();
  }

  /** The schemas of a database whose tables may be opened: {@code public}, and those of names. */
  public Set<String> schemasOf(String alias) {
    Set<String> schemas = new TreeSet<>(Set.of(PUBLIC_SCHEMA));
    for (String name : tables.keySet()) {
      String[] parts = name.split("\\.", -1);
      if (parts.length == WHOLE && parts[0].equals(alias)) {
        schemas.add(parts[1]);
      }
    }
    return schemas;
  }

  private static @Nullable String keyOf(
      Set<String> keys, String alias, String schema, String table) {
    Stream<String> names = Stream.of(alias + "." + schema + "." + table);
    if (schema.equals(PUBLIC_SCHEMA)) {
      names = Stream.concat(names, Stream.of(alias + "." + table, table));
    }
    return names.filter(keys::contains).findFirst().orElse(null);
  }

  /**
   * The normalised form that releases hold and digests cover: defaults applied, each operation of a
   * table written out, grants sorted.
   */
  public ObjectNode toJson() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("adminRole", adminRole);
    ObjectNode owners = json.putObject("ownerColumn");
    ownerColumns.forEach(owners::put);
    ObjectNode switches = json.putObject("prefixes");
    for (Prefix prefix : Prefix.values()) {
      switches.put(prefix.text(), prefixes.contains(prefix) ? "on" : "off");
    }
    ObjectNode written = json.putObject("tables");
    tables.forEach((name, rules) -> write(rules, written.putObject(name)));
    return json;
  }

  private static void write(TableRules rules, ObjectNode json) {
    rules.grants().forEach((operation, allowed) -> write(operation, allowed, json));
    ObjectNode columns = json.putObject("columns");
    rules
        .columns()
        .forEach((column, grants) -> {
          ObjectNode written = columns.putObject(column);
          grants.forEach((operation, allowed) -> write(operation, allowed, written));
        });
  }

  private static void write(Operation operation, SortedSet<Grant> grants, ObjectNode json) {
    var words = json.putArray(operation.word());
    grants.forEach(grant -> words.add(grant.word()));
  }

  /**
   * Reads what {@link #toJson} wrote, by the same rules as the file.
   *
   * @throws IllegalArgumentException when it is something else, or of a version that knows more
   */
  public static Permissions fromJson(JsonNode json) {
    var problems = new Problems();
    Permissions permissions = parse(Node.of(json, Range.ofFile("permissions")), null, problems);
    if (permissions == null) {
      throw new IllegalArgumentException(problems.sorted().getFirst().line());
    }
    return permissions;
  }
}
