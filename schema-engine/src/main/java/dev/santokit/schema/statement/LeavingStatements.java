package dev.santokit.schema.statement;

import dev.santokit.project.schema.SchemaPolicy;
import dev.santokit.schema.catalogue.ForeignKeyEntry;
import dev.santokit.schema.catalogue.TableEntry;
import dev.santokit.schema.create.Statement;
import dev.santokit.schema.difference.Change;
import dev.santokit.schema.hazard.Hazard;
import dev.santokit.schema.model.QualifiedName;
import dev.santokit.schema.model.Quote;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What leaves, and never takes along what it was not asked for. */
final class LeavingStatements {

  /** Whether indexes go while others read and write. */
  private final boolean online;

  LeavingStatements(SchemaPolicy policy) {
    this.online = policy.concurrentIndexes();
  }

  List<Placed> schema(Change.DropSchema drop, Side side, List<Hazard> hazards) {
    String sql = "DROP SCHEMA " + Quote.identifier(drop.schema().name());
    return placed(side, Phase.DROP_SCHEMAS, sql, hazards);
  }

  List<Placed> enumType(Change.DropEnum drop, Side side, List<Hazard> hazards) {
    return placed(side, Phase.DROP_ENUMS, "DROP TYPE " + drop.type().name().sql(), hazards);
  }

  /** The tables that leave, each after those that refer to it; cycles are cut before. */
  List<Placed> tables(Map<Change, List<Hazard>> changes) {
    Map<QualifiedName, Change.DropTable> left = new LinkedHashMap<>();
    for (Change change : changes.keySet()) {
      if (change instanceof Change.DropTable drop) {
        left.put(drop.table().name(), drop);
      }
    }
    List<Placed> steps = new ArrayList<>();
    while (!left.isEmpty()) {
      Change.DropTable next =
          left.values().stream()
              .filter(t -> referring(left.values(), t.table()).isEmpty())
              .findFirst()
              .orElse(left.values().iterator().next());
      QualifiedName name = next.table().name();
      for (TableEntry other : referring(left.values(), next.table())) {
        for (ForeignKeyEntry key : other.foreignKeys().values()) {
          if (key.target().equals(name)) {
            steps.addAll(
                placed(
                    Side.CONTRACT,
                    Phase.DROP_TABLES,
                    dropConstraint(other.name(), key.name()),
                    List.of()));
          }
        }
      }
      steps.addAll(
          placed(
              Side.CONTRACT,
              Phase.DROP_TABLES,
              "DROP TABLE " + name.sql(),
              changes.getOrDefault(next, List.of())));
      left.remove(name);
    }
    return steps;
  }

  private static List<TableEntry> referring(
      Collection<Change.DropTable> tables, TableEntry target) {
    return tables.stream()
        .map(Change.DropTable::table)
        .filter(t -> !t.name().equals(target.name()))
        .filter(
            t -> t.foreignKeys().values().stream().anyMatch(k -> k.target().equals(target.name())))
        .toList();
  }

  /** Renames the constraint that stands on the index, too. */
  List<Placed> aside(Change.SetAside aside, Side side, List<Hazard> hazards) {
    String sql =
        "ALTER INDEX "
            + inSchema(aside, aside.name())
            + " RENAME TO "
            + Quote.identifier(aside.aside());
    return placed(side, Phase.WAYS, sql, hazards);
  }

  List<Placed> leftover(Change.DropLeftover drop, Side side, List<Hazard> hazards) {
    return index(drop, drop.index().name(), side, Phase.WAYS, hazards);
  }

  List<Placed> index(Change.DropIndex drop, Side side, List<Hazard> hazards) {
    return index(drop, drop.index().name(), side, Phase.LOOSEN, hazards);
  }

  private List<Placed> index(
      Change.OfTable drop, String name, Side side, Phase phase, List<Hazard> hazards) {
    Statement sql =
        Writing.plain("DROP INDEX " + (online ? "CONCURRENTLY " : "") + inSchema(drop, name));
    Step step = online ? Writing.alone(sql, hazards) : Writing.step(sql, hazards);
    return List.of(new Placed(side, phase, step));
  }

  List<Placed> constraint(Change.OfTable drop, String name, Side side, List<Hazard> hazards) {
    return placed(side, Phase.LOOSEN, dropConstraint(drop.table().name(), name), hazards);
  }

  private static String dropConstraint(QualifiedName table, String name) {
    return "ALTER TABLE " + table.sql() + " DROP CONSTRAINT " + Quote.identifier(name);
  }

  private static String inSchema(Change.OfTable change, String name) {
    return new QualifiedName(change.table().name().schema(), name).sql();
  }

  private static List<Placed> placed(Side side, Phase phase, String sql, List<Hazard> hazards) {
    return List.of(new Placed(side, phase, Writing.step(Writing.plain(sql), hazards)));
  }
}
