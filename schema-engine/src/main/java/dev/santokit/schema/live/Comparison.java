package dev.santokit.schema.live;

import com.fasterxml.jackson.databind.JsonNode;
import dev.santokit.schema.live.Difference.Kind;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;

/** What differs between two normal forms: the one that was applied and the one that is wanted. */
final class Comparison {

  private final NavigableSet<Difference> differences = new TreeSet<>();

  private Comparison() {}

  static NavigableSet<Difference> between(JsonNode applied, JsonNode wanted) {
    Comparison comparison = new Comparison();
    comparison.named("schema ", applied.path("schemas"), wanted.path("schemas"));
    comparison.perSchema("enum ", applied.path("enums"), wanted.path("enums"));
    comparison.tables(applied.path("tables"), wanted.path("tables"));
    return comparison.differences;
  }

  private void perSchema(String what, JsonNode applied, JsonNode wanted) {
    for (String schema : names(applied, wanted)) {
      named(what + schema + ".", applied.path(schema), wanted.path(schema));
    }
  }

  private void tables(JsonNode applied, JsonNode wanted) {
    for (String schema : names(applied, wanted)) {
      for (String name : names(applied.path(schema), wanted.path(schema))) {
        JsonNode before = applied.path(schema).path(name);
        JsonNode after = wanted.path(schema).path(name);
        String table = schema + "." + name;
        if (before.isMissingNode() || after.isMissingNode()) {
          difference("table " + table, before, after);
        } else {
          table(schema, table, before, after);
        }
      }
    }
  }

  private void table(String schema, String table, JsonNode before, JsonNode after) {
    named("column " + table + ".", before.path("columns"), after.path("columns"));
    difference("primary key of " + table, before.path("primaryKey"), after.path("primaryKey"));
    named("unique " + schema + ".", before.path("uniques"), after.path("uniques"));
    named("index " + schema + ".", before.path("indexes"), after.path("indexes"));
    named("foreign key " + table + ".", before.path("foreignKeys"), after.path("foreignKeys"));
    named("check " + table + ".", before.path("checks"), after.path("checks"));
    difference("comment of table " + table, before.path("comment"), after.path("comment"));
  }

  private void named(String what, JsonNode applied, JsonNode wanted) {
    for (String name : names(applied, wanted)) {
      difference(what + name, applied.path(name), wanted.path(name));
    }
  }

  private void difference(String object, JsonNode before, JsonNode after) {
    if (!before.equals(after)) {
      Kind kind =
          before.isMissingNode() ? Kind.NEW : after.isMissingNode() ? Kind.GONE : Kind.CHANGED;
      differences.add(new Difference(kind, object));
    }
  }

  private static Set<String> names(JsonNode a, JsonNode b) {
    Set<String> names = new TreeSet<>();
    a.fieldNames().forEachRemaining(names::add);
    b.fieldNames().forEachRemaining(names::add);
    return names;
  }
}
