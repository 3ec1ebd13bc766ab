package dev.santokit.schema.hazard;

import dev.santokit.project.problem.Range;
import dev.santokit.schema.catalogue.ColumnEntry;
import dev.santokit.schema.catalogue.Snapshot;
import dev.santokit.schema.catalogue.TableEntry;
import dev.santokit.schema.difference.Change;
import dev.santokit.schema.model.DesiredSchema;
import dev.santokit.schema.model.ForeignKey;
import dev.santokit.schema.model.Fragment;
import dev.santokit.schema.model.Index;
import dev.santokit.schema.model.QualifiedName;
import dev.santokit.schema.model.Quote;
import dev.santokit.schema.model.Table;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Asks how many rows a change would refuse. */
final class Offenders {

  private static final Pattern CALL = Pattern.compile("([\\w\"]+)\\s*\\(");

  /** What may stand before a bracket in an expression that is evaluated before anybody agrees. */
  private static final Set<String> HARMLESS =
      Set.of(
          "and",
          "any",
          "btrim",
          "check",
          "coalesce",
          "in",
          "length",
          "lower",
          "not",
          "or",
          "trim",
          "upper");

  private final Snapshot live;
  private final DesiredSchema desired;

  /** Where SQL stands that must not be evaluated yet. */
  private final Set<Range> untrusted;

  Offenders(DesiredSchema desired, Snapshot live, Set<Range> untrusted) {
    this.desired = desired;
    this.live = live;
    this.untrusted = untrusted;
  }

  /**
   * A query with one number as its answer; empty when the change refuses no rows, or when they
   * cannot be told from what is there now.
   */
  Optional<String> question(Change change) {
    return switch (change) {
      case Change.SetNotNull set ->
          Optional.of(from(set.table(), Quote.identifier(set.column().name()) + " IS NULL"));
      case Change.AddUnique add ->
          twice(
              add.table(),
              add.unique().columns(),
              add.unique().nullsDistinct() ? notNull(add.unique().columns()) : "true");
      case Change.SetPrimaryKey set ->
          twice(set.table(), set.key().columns(), notNull(set.key().columns()));
      case Change.AddIndex add when add.index().unique() -> twice(add);
      case Change.ValidateCheck check -> check(check);
      case Change.ValidateForeignKey key -> foreignKey(key);
      case Change.RebuildEnum rebuild -> enumValues(rebuild);
      default -> Optional.empty();
    };
  }

  private static String from(TableEntry table, String condition) {
    return "SELECT count(*) FROM " + table.name().sql() + " WHERE " + condition;
  }

  private static String notNull(Collection<String> columns) {
    return columns.stream()
        .map(c -> Quote.identifier(c) + " IS NOT NULL")
        .collect(Collectors.joining(" AND "));
  }

  private Optional<String> twice(TableEntry table, List<String> columns, String condition) {
    return hasAll(table, columns)
        ? Optional.of(twice(table, Quote.identifiers(columns), condition))
        : Optional.empty();
  }

  private static String twice(TableEntry table, String keys, String condition) {
    return "SELECT coalesce(sum(n - 1), 0)::bigint FROM (SELECT count(*) AS n FROM "
        + table.name().sql()
        + " WHERE "
        + condition
        + " GROUP BY "
        + keys
        + " HAVING count(*) > 1) twice";
  }

  private Optional<String> twice(Change.AddIndex add) {
    Optional<Index> wanted =
        table(add.table().name())
            .flatMap(t ->
                t.indexes().stream().filter(i -> i.name().equals(add.index().name())).findFirst());
    if (wanted.isEmpty() || !hasAll(add.table(), add.index().columns())) {
      return Optional.empty();
    }
    Index index = wanted.get();
    List<String> keys = new ArrayList<>();
    List<Fragment> fragments = new ArrayList<>();
    for (Index.Part part : index.parts()) {
      switch (part.key()) {
        case Index.Key.OfColumn(String name) -> keys.add(Quote.identifier(name));
        case Index.Key.OfExpression(Fragment fragment) -> {
          keys.add("(" + fragment.sql() + ")");
          fragments.add(fragment);
        }
      }
    }
    List<String> conditions = new ArrayList<>();
    if (index.where() != null) {
      conditions.add("(" + index.where().sql() + ")");
      fragments.add(index.where());
    }
    if (fragments.stream().anyMatch(f -> untrusted.contains(f.range()))) {
      return Optional.empty();
    }
    if (index.nullsDistinct()) {
      keys.forEach(k -> conditions.add(k + " IS NOT NULL"));
    }
    String condition = conditions.isEmpty() ? "true" : String.join(" AND ", conditions);
    String question = String.join(", ", keys);
    return isHarmless(question) && isHarmless(condition)
        ? Optional.of(twice(add.table(), question, condition))
        : Optional.empty();
  }

  private Optional<String> check(Change.ValidateCheck change) {
    String condition = change.check().definition();
    boolean trusted =
        table(change.table().name()).stream()
            .flatMap(t -> t.checks().stream())
            .filter(c -> c.name().equals(change.check().name()))
            .noneMatch(c -> untrusted.contains(c.condition().range()));
    boolean answerable =
        trusted
            && hasAll(change.table(), change.check().columns())
            && condition.startsWith("CHECK (")
            && isHarmless(condition);
    return answerable
        ? Optional.of(from(change.table(), "NOT " + condition.substring("CHECK ".length())))
        : Optional.empty();
  }

  private Optional<String> foreignKey(Change.ValidateForeignKey change) {
    Optional<ForeignKey> wanted =
        table(change.table().name())
            .flatMap(t ->
                t.foreignKeys().stream()
                    .filter(k -> k.name().equals(change.key().name()))
                    .findFirst());
    if (wanted.isEmpty() || !hasAll(change.table(), wanted.get().columns())) {
      return Optional.empty();
    }
    ForeignKey key = wanted.get();
    TableEntry target = live.tables().get(key.target());
    if (target == null) {
      return Optional.of(from(change.table(), notNull(key.columns())));
    }
    if (!hasAll(target, key.targetColumns())) {
      return Optional.empty();
    }
    List<String> equal = new ArrayList<>();
    for (int i = 0; i < key.columns().size(); i++) {
      equal.add(
          "target."
              + Quote.identifier(key.targetColumns().get(i))
              + " = source."
              + Quote.identifier(key.columns().get(i)));
    }
    return Optional.of(
        "SELECT count(*) FROM "
            + change.table().name().sql()
            + " AS source WHERE "
            + notNull(key.columns())
            + " AND NOT EXISTS (SELECT FROM "
            + key.target().sql()
            + " AS target WHERE "
            + String.join(" AND ", equal)
            + ")");
  }

  private Optional<String> enumValues(Change.RebuildEnum change) {
    List<String> lost =
        change.live().values().stream()
            .filter(v -> !change.wanted().values().contains(v))
            .map(Quote::literal)
            .toList();
    if (lost.isEmpty()) {
      return Optional.empty();
    }
    String values = "ARRAY[" + String.join(", ", lost) + "]";
    String type = change.live().name().toString();
    List<String> counts = new ArrayList<>();
    for (TableEntry table : live.tables().values()) {
      Optional<Table> stays = table(table.name());
      for (ColumnEntry column : table.columns().values()) {
        boolean columnStays =
            stays.isPresent()
                && stays.get().columns().stream().anyMatch(c -> c.name().equals(column.name()));
        String name = column.type().replace("\"", "");
        String quoted = Quote.identifier(column.name());
        if (columnStays && name.equals(type)) {
          counts.add("(" + from(table, quoted + "::text = ANY (" + values + ")") + ")");
        } else if (columnStays && name.equals(type + "[]")) {
          counts.add("(" + from(table, quoted + "::text[] && " + values) + ")");
        }
      }
    }
    return counts.isEmpty()
        ? Optional.empty()
        : Optional.of("SELECT " + String.join(" + ", counts));
  }

  private Optional<Table> table(QualifiedName name) {
    return desired.tables().stream().filter(t -> t.name().equals(name)).findFirst();
  }

  /** Whether these are columns that are there; what uses none is not asked about. */
  private static boolean hasAll(TableEntry table, Collection<String> columns) {
    return !columns.isEmpty() && table.columns().keySet().containsAll(columns);
  }

  /** Whether nothing in an expression does more than look at a row. */
  private static boolean isHarmless(String expression) {
    Matcher calls = CALL.matcher(expression);
    while (calls.find()) {
      if (!HARMLESS.contains(calls.group(1).toLowerCase(Locale.ROOT))) {
        return false;
      }
    }
    return true;
  }
}
