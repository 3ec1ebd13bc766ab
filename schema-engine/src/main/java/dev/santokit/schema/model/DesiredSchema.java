package dev.santokit.schema.model;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * All that a project wants of one database.
 *
 * @param namespaces those that are in scope, by name: what is in none of them is nobody's business
 * @param enums by name
 * @param tables by name
 */
public record DesiredSchema(List<Namespace> namespaces, List<EnumType> enums, List<Table> tables) {

  /** Takes copies. */
  public DesiredSchema {
    namespaces = List.copyOf(namespaces);
    enums = List.copyOf(enums);
    tables = List.copyOf(tables);
  }

  /** The names of the schemas in scope. */
  public NavigableSet<String> scope() {
    NavigableSet<String> names = new TreeSet<>();
    namespaces.forEach(n -> names.add(n.name()));
    return names;
  }

  /**
   * Where names in its SQL are looked up: what Postgres itself has comes first, so that nobody's
   * function takes its place, and extensions usually put their types into {@code public}.
   */
  public List<String> searchPath() {
    List<String> path = new ArrayList<>(List.of("pg_catalog"));
    path.addAll(scope());
    if (!path.contains(Namespace.PUBLIC)) {
      path.add(Namespace.PUBLIC);
    }
    return List.copyOf(path);
  }

  /** The tables by their names. */
  public NavigableMap<QualifiedName, Table> tablesByName() {
    NavigableMap<QualifiedName, Table> byName = new TreeMap<>();
    tables.forEach(t -> byName.put(t.name(), t));
    return byName;
  }
}
