package dev.santokit.schema.difference;

import dev.santokit.schema.catalogue.CheckEntry;
import dev.santokit.schema.catalogue.ForeignKeyEntry;
import dev.santokit.schema.catalogue.IndexEntry;
import dev.santokit.schema.catalogue.PrimaryKeyEntry;
import dev.santokit.schema.catalogue.TableEntry;
import dev.santokit.schema.catalogue.UniqueEntry;
import dev.santokit.schema.model.QualifiedName;
import dev.santokit.schema.model.Quote;
import dev.santokit.schema.model.Temporary;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What a table that stays, or one that leaves, needs. */
final class TableDifferences {

  private final TableEntry live;
  private final TableEntry wanted;

  /** Names of relations that the wanted schema has. */
  private final Set<QualifiedName> taken;

  /** Columns whose type changes, so that Postgres words what uses them in another way. */
  private final Set<String> retyped = new HashSet<>();

  private final List<Change> changes = new ArrayList<>();

  /** By table, columns of another type that foreign keys do not survive. */
  private final Map<QualifiedName, Set<String>> unlike;

  private TableDifferences(
      TableEntry live,
      TableEntry wanted,
      Set<QualifiedName> taken,
      Map<QualifiedName, Set<String>> unlike) {
    this.live = live;
    this.wanted = wanted;
    this.taken = taken;
    this.unlike = unlike;
  }

  static List<Change> between(
      TableEntry live,
      TableEntry wanted,
      Set<QualifiedName> taken,
      Map<QualifiedName, Set<String>> unlike) {
    TableDifferences differences = new TableDifferences(live, wanted, taken, unlike);
    differences.columns();
    differences.primaryKey();
    differences.uniques();
    differences.indexes();
    differences.checks();
    differences.foreignKeys();
    differences.comment("TABLE " + live.name().sql(), "", live.comment(), wanted.comment());
    return differences.changes;
  }

  /** A table that leaves takes its parts along; only their names may be in somebody's way. */
  static List<Change> leaving(TableEntry table, Set<QualifiedName> taken) {
    List<Change> changes = new ArrayList<>();
    for (String index : indexNames(table)) {
      if (taken.contains(new QualifiedName(table.name().schema(), index))) {
        changes.add(
            new Change.SetAside(table, index, Temporary.aside(index, table.name().toString())));
      }
    }
    changes.add(new Change.DropTable(table));
    return changes;
  }

  /** The names of all indexes, those of constraints too. */
  static Set<String> indexNames(TableEntry table) {
    Set<String> names = new TreeSet<>(table.indexes().keySet());
    names.addAll(table.uniques().keySet());
    if (table.primaryKey() != null) {
      names.add(table.primaryKey().name());
    }
    return names;
  }

  // ---- columns

  private void columns() {
    wanted
        .columns()
        .forEach((name, column) -> {
          var before = live.columns().get(name);
          if (before == null) {
            changes.add(new Change.AddColumn(live, column));
            return;
          }
          if (!before.type().equals(column.type())) {
            retyped.add(name);
          }
          changes.addAll(ColumnDifferences.between(live, before, column));
          String subject = "COLUMN " + live.name().sql() + "." + Quote.identifier(name);
          comment(subject, "." + name, before.comment(), column.comment());
        });
    live.columns()
        .forEach((name, column) -> {
          if (!wanted.columns().containsKey(name)) {
            changes.add(new Change.DropColumn(live, column));
          }
        });
  }

  /** Whether two expressions over {@code columns} are the same, as far as words can tell now. */
  private boolean same(String before, String after, List<String> columns) {
    return before.equals(after)
        || (columns.stream().anyMatch(retyped::contains) && Words.alike(before, after));
  }

  // ---- keys and indexes

  private void primaryKey() {
    PrimaryKeyEntry before = live.primaryKey();
    PrimaryKeyEntry after = wanted.primaryKey();
    if (after == null) {
      if (before != null) {
        String name = outOfTheWay(before.name(), before.columns() + " " + before.include());
        changes.add(
            new Change.DropPrimaryKey(
                live,
                new PrimaryKeyEntry(name, before.columns(), before.include(), before.comment())));
      }
      return;
    }
    if (before != null
        && before.columns().equals(after.columns())
        && before.include().equals(after.include())) {
      constraintComment(before.name(), before.comment(), after.comment());
      return;
    }
    String index = Temporary.primaryKey(live.name().name(), after.columns(), after.include());
    IndexEntry prepared = live.indexes().get(index);
    if (prepared != null && !prepared.valid()) {
      changes.add(new Change.DropLeftover(live, prepared));
    }
    boolean built = prepared != null && prepared.valid();
    changes.add(new Change.SetPrimaryKey(live, before, after, index, built));
  }

  private void uniques() {
    for (UniqueEntry after : wanted.uniques().values()) {
      UniqueEntry before = live.uniques().get(after.name());
      if (before != null && sameShape(before, after)) {
        constraintComment(after.name(), before.comment(), after.comment());
      } else {
        IndexEntry index = live.indexes().get(after.name());
        changes.add(new Change.AddUnique(live, after, index != null && fits(index, after)));
      }
    }
    for (UniqueEntry before : live.uniques().values()) {
      UniqueEntry after = wanted.uniques().get(before.name());
      if (after == null || !sameShape(before, after)) {
        String words = before.columns() + " " + before.include() + " " + before.nullsDistinct();
        String name = outOfTheWay(before.name(), words);
        changes.add(
            new Change.DropUnique(
                live,
                new UniqueEntry(
                    name,
                    before.columns(),
                    before.include(),
                    before.nullsDistinct(),
                    before.comment())));
      }
    }
  }

  private static boolean sameShape(UniqueEntry before, UniqueEntry after) {
    return before.columns().equals(after.columns())
        && before.include().equals(after.include())
        && before.nullsDistinct() == after.nullsDistinct();
  }

  /** Whether an index was built to become this constraint. */
  private static boolean fits(IndexEntry index, UniqueEntry unique) {
    List<String> columns = new ArrayList<>(unique.columns());
    columns.addAll(unique.include());
    String words = index.definition();
    return index.unique()
        && index.valid()
        && index.columns().equals(columns)
        && words.startsWith("USING btree (")
        && words.contains(" INCLUDE (") == !unique.include().isEmpty()
        && words.contains(" NULLS NOT DISTINCT") == !unique.nullsDistinct()
        && !words.contains(" WHERE ")
        && !words.contains(" DESC")
        && !words.contains(" NULLS FIRST");
  }

  private void indexes() {
    for (IndexEntry after : wanted.indexes().values()) {
      IndexEntry before = live.indexes().get(after.name());
      if (before != null && sameIndex(before, after)) {
        String subject = "INDEX " + new QualifiedName(live.name().schema(), after.name()).sql();
        comment(subject, "." + after.name(), before.comment(), after.comment());
      } else {
        changes.add(new Change.AddIndex(live, after));
      }
    }
    for (IndexEntry before : live.indexes().values()) {
      IndexEntry after = wanted.indexes().get(before.name());
      if ((after == null || !sameIndex(before, after)) && !inUse(before)) {
        if (!before.valid()) {
          changes.add(new Change.DropLeftover(live, before));
          continue;
        }
        String name = outOfTheWay(before.name(), before.unique() + before.definition());
        changes.add(
            new Change.DropIndex(
                live,
                new IndexEntry(
                    name,
                    before.unique(),
                    true,
                    before.definition(),
                    before.columns(),
                    before.comment())));
      }
    }
  }

  private boolean sameIndex(IndexEntry before, IndexEntry after) {
    return before.valid()
        && before.unique() == after.unique()
        && same(before.definition(), after.definition(), before.columns());
  }

  /** Whether a change above makes something of this index. */
  private boolean inUse(IndexEntry index) {
    return changes.stream()
        .anyMatch(change ->
            switch (change) {
              case Change.SetPrimaryKey key -> key.index().equals(index.name());
              case Change.AddUnique unique ->
                  unique.built() && unique.unique().name().equals(index.name());
              default -> false;
            });
  }

  /** The name that an index will have until it leaves: another one if its own is wanted. */
  private String outOfTheWay(String name, String definition) {
    if (!taken.contains(new QualifiedName(live.name().schema(), name))) {
      return name;
    }
    String aside = Temporary.aside(live.name() + "." + name, definition);
    changes.add(new Change.SetAside(live, name, aside));
    return aside;
  }

  // ---- conditions

  private void checks() {
    for (CheckEntry after : wanted.checks().values()) {
      CheckEntry before = live.checks().get(after.name());
      if (before == null || !same(before.definition(), after.definition(), before.columns())) {
        changes.add(new Change.AddCheck(live, before, after));
        changes.add(new Change.ValidateCheck(live, after));
        continue;
      }
      if (!before.validated()) {
        changes.add(new Change.ValidateCheck(live, after));
      }
      constraintComment(after.name(), before.comment(), after.comment());
    }
    for (CheckEntry before : live.checks().values()) {
      if (!wanted.checks().containsKey(before.name()) && !inUse(before)) {
        changes.add(new Change.DropCheck(live, before));
      }
    }
  }

  /** Whether this was begun to find nulls of a column that may not be null any more. */
  private boolean inUse(CheckEntry check) {
    return changes.stream()
        .anyMatch(change ->
            change instanceof Change.SetNotNull(TableEntry table, var column)
                && check.name().equals(Temporary.notNull(table.name().name(), column.name())));
  }

  private void foreignKeys() {
    for (ForeignKeyEntry after : wanted.foreignKeys().values()) {
      ForeignKeyEntry before = live.foreignKeys().get(after.name());
      if (before == null || !before.definition().equals(after.definition()) || isTorn(after)) {
        changes.add(new Change.AddForeignKey(live, before, after));
        changes.add(new Change.ValidateForeignKey(live, after));
      } else if (!before.validated()) {
        changes.add(new Change.ValidateForeignKey(live, after));
      }
    }
    for (ForeignKeyEntry before : live.foreignKeys().values()) {
      if (!wanted.foreignKeys().containsKey(before.name())) {
        changes.add(new Change.DropForeignKey(live, before));
      }
    }
  }

  /**
   * Whether a column on either side gets a type that the other one's old type is not compared to.
   */
  private boolean isTorn(ForeignKeyEntry key) {
    String target = key.definition().substring(key.definition().indexOf(" REFERENCES "));
    return key.columns().stream().anyMatch(unlike.getOrDefault(live.name(), Set.of())::contains)
        || unlike.getOrDefault(key.target(), Set.of()).stream()
            .anyMatch(column ->
                target.contains("(" + Quote.identifier(column))
                    || target.contains(", " + Quote.identifier(column)));
  }

  /** The columns that get a type that is not just a wider one. */
  static Set<String> unlike(TableEntry live, TableEntry wanted) {
    Set<String> unlike = new TreeSet<>();
    wanted
        .columns()
        .forEach((name, column) -> {
          var before = live.columns().get(name);
          if (before != null
              && !before.type().equals(column.type())
              && !TypeChange.of(before.type(), column.type()).widening()) {
            unlike.add(name);
          }
        });
    return unlike;
  }

  // ---- comments

  private void constraintComment(String name, @Nullable String before, @Nullable String after) {
    String subject = "CONSTRAINT " + Quote.identifier(name) + " ON " + live.name().sql();
    comment(subject, "." + name, before, after);
  }

  private void comment(
      String subject, String part, @Nullable String before, @Nullable String after) {
    if (!Objects.equals(before, after)) {
      changes.add(new Change.CommentOn(subject, live.name() + part, after));
    }
  }
}
