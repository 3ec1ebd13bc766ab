package dev.santokit.schema.create;

import dev.santokit.schema.model.DesiredSchema;
import dev.santokit.schema.model.ForeignKey;
import dev.santokit.schema.model.QualifiedName;
import dev.santokit.schema.model.Table;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;

/**
 * Tables in an order in which each stands after those that it refers to, as far as cycles allow. By
 * name where nothing else decides, so that one schema always gives one order.
 */
final class CreationOrder {

  private final NavigableMap<QualifiedName, Table> tables;
  private final Set<QualifiedName> seen = new HashSet<>();
  private final List<Table> ordered = new ArrayList<>();

  private CreationOrder(DesiredSchema schema) {
    this.tables = schema.tablesByName();
  }

  static List<Table> of(DesiredSchema schema) {
    CreationOrder order = new CreationOrder(schema);
    order.tables.values().forEach(order::visit);
    return order.ordered;
  }

  /** A table on the way, and which of those that it refers to come next. */
  private record Step(Table table, Iterator<QualifiedName> targets) {}

  /** Depth first, with a stack of its own: a chain of foreign keys may be longer than Java's. */
  private void visit(Table start) {
    if (!seen.add(start.name())) {
      return;
    }
    Deque<Step> way = new ArrayDeque<>();
    way.push(step(start));
    while (!way.isEmpty()) {
      Step step = way.element();
      if (!step.targets().hasNext()) {
        ordered.add(way.pop().table());
        continue;
      }
      Table target = tables.get(step.targets().next());
      if (target != null && seen.add(target.name())) {
        way.push(step(target));
      }
    }
  }

  private static Step step(Table table) {
    return new Step(
        table, table.foreignKeys().stream().map(ForeignKey::target).sorted().iterator());
  }
}
