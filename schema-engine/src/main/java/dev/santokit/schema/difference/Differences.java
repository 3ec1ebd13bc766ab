package dev.santokit.schema.difference;

import dev.santokit.schema.catalogue.EnumEntry;
import dev.santokit.schema.catalogue.SchemaEntry;
import dev.santokit.schema.catalogue.Snapshot;
import dev.santokit.schema.catalogue.TableEntry;
import dev.santokit.schema.model.Namespace;
import dev.santokit.schema.model.QualifiedName;
import dev.santokit.schema.model.Quote;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Compares what a database holds with what is wanted of it. */
public final class Differences {

  private final Snapshot live;
  private final Snapshot wanted;
  private final List<Change> changes = new ArrayList<>();

  private Differences(Snapshot live, Snapshot wanted) {
    this.live = live;
    this.wanted = wanted;
  }

  /**
   * The changes that make {@code live} what is wanted, by object, not yet in the order in which
   * they are made. Both are in Postgres' own words, so equal texts are equal things. Empty when
   * nothing differs.
   */
  public static List<Change> between(Snapshot live, Snapshot wanted) {
    Differences differences = new Differences(live, wanted);
    differences.schemas();
    differences.enums();
    differences.tables();
    return List.copyOf(differences.changes);
  }

  private void schemas() {
    for (SchemaEntry schema : wanted.schemas().values()) {
      SchemaEntry before = live.schemas().get(schema.name());
      if (before == null) {
        changes.add(new Change.CreateSchema(schema));
      } else {
        String subject = "SCHEMA " + Quote.identifier(schema.name());
        comment(subject, schema.name(), before.comment(), schema.comment());
      }
    }
    for (SchemaEntry schema : live.schemas().values()) {
      boolean everyDatabaseHasIt = schema.name().equals(Namespace.PUBLIC);
      if (!wanted.schemas().containsKey(schema.name()) && !everyDatabaseHasIt) {
        changes.add(new Change.DropSchema(schema));
      }
    }
  }

  private void enums() {
    for (EnumEntry type : wanted.enums().values()) {
      EnumEntry before = live.enums().get(type.name());
      if (before == null) {
        changes.add(new Change.CreateEnum(type));
      } else {
        changes.addAll(EnumDifferences.between(before, type));
        String subject = "TYPE " + type.name().sql();
        comment(subject, type.name().toString(), before.comment(), type.comment());
      }
    }
    for (EnumEntry type : live.enums().values()) {
      if (!wanted.enums().containsKey(type.name())) {
        changes.add(new Change.DropEnum(type));
      }
    }
  }

  private void tables() {
    Set<QualifiedName> taken = names();
    Map<QualifiedName, Set<String>> unlike = unlike();
    for (TableEntry table : wanted.tables().values()) {
      TableEntry before = live.tables().get(table.name());
      if (before == null) {
        changes.add(new Change.CreateTable(table));
      } else {
        changes.addAll(TableDifferences.between(before, table, taken, unlike));
      }
    }
    for (TableEntry table : live.tables().values()) {
      if (!wanted.tables().containsKey(table.name())) {
        changes.addAll(TableDifferences.leaving(table, taken));
      }
    }
  }

  /**
   * Columns that get a type that is not just a wider one, by table: values of the old and the new
   * type are not compared, so no foreign key holds while they change.
   */
  private Map<QualifiedName, Set<String>> unlike() {
    Map<QualifiedName, Set<String>> unlike = new HashMap<>();
    for (TableEntry table : wanted.tables().values()) {
      TableEntry before = live.tables().get(table.name());
      if (before != null) {
        unlike.put(table.name(), TableDifferences.unlike(before, table));
      }
    }
    return unlike;
  }

  /**
   * The names that relations of the wanted schema have in their schemas but not yet: what has one
   * of them and leaves is in their way.
   */
  private Set<QualifiedName> names() {
    Set<QualifiedName> names = new TreeSet<>();
    for (TableEntry table : wanted.tables().values()) {
      TableEntry before = live.tables().get(table.name());
      if (before == null) {
        names.add(table.name());
      }
      for (String index : TableDifferences.indexNames(table)) {
        names.add(new QualifiedName(table.name().schema(), index));
      }
    }
    return names;
  }

  private void comment(
      String subject, String object, @Nullable String before, @Nullable String after) {
    if (!Objects.equals(before, after)) {
      changes.add(new Change.CommentOn(subject, object, after));
    }
  }
}
