package dev.santokit.schema.catalogue;

import dev.santokit.schema.model.QualifiedName;
import java.util.Collections;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * A schema at one moment, in Postgres' own words: types as {@code format_type} spells them,
 * expressions as {@code pg_get_expr} prints them with every name outside of {@code pg_catalog}
 * qualified. The same words come from a live database and from a desired schema that was
 * normalised, so two snapshots are compared as values.
 *
 * @param schemas those in scope that exist
 * @param enums by name
 * @param tables by name
 */
public record Snapshot(
    NavigableMap<String, SchemaEntry> schemas,
    NavigableMap<QualifiedName, EnumEntry> enums,
    NavigableMap<QualifiedName, TableEntry> tables) {

  /** Of nothing. */
  public static final Snapshot EMPTY =
      new Snapshot(new TreeMap<>(), new TreeMap<>(), new TreeMap<>());

  /** Takes copies. */
  public Snapshot {
    schemas = Collections.unmodifiableNavigableMap(new TreeMap<>(schemas));
    enums = Collections.unmodifiableNavigableMap(new TreeMap<>(enums));
    tables = Collections.unmodifiableNavigableMap(new TreeMap<>(tables));
  }

  /** The same schema without what changes as rows come and go. */
  public Snapshot withoutSizes() {
    NavigableMap<QualifiedName, TableEntry> sizeless = new TreeMap<>();
    tables.forEach((name, table) -> sizeless.put(name, table.withSize(Size.NONE)));
    return new Snapshot(schemas, enums, sizeless);
  }
}
