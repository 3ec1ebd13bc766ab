package dev.santokit.schema.statement;

import dev.santokit.schema.catalogue.ColumnEntry;
import dev.santokit.schema.catalogue.IdentityEntry;
import dev.santokit.schema.catalogue.PrimaryKeyEntry;
import dev.santokit.schema.catalogue.TableEntry;
import dev.santokit.schema.difference.Change;
import dev.santokit.schema.difference.TypeChange;
import dev.santokit.schema.hazard.Hazard;
import dev.santokit.schema.hazard.Level;
import dev.santokit.schema.model.ForeignKey;
import dev.santokit.schema.model.QualifiedName;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which changes the release that is live survives. What it does not, and what can wait for
 * somebody's agreement without holding up the next release, goes to contract; and so does what
 * needs a column as only contract makes it.
 */
final class Sides {

  private record Column(QualifiedName table, String name) {}

  private final Map<Change, List<Hazard>> hazards;
  private final Wanted wanted;

  /** Columns that get their type in contract. */
  private final Set<Column> late = new HashSet<>();

  /** Columns that may be null until contract. */
  private final Set<Column> nullable = new HashSet<>();

  /**
   * @param hazards of all changes
   */
  Sides(Map<Change, List<Hazard>> hazards, Wanted wanted) {
    this.hazards = hazards;
    this.wanted = wanted;
    for (Change change : hazards.keySet()) {
      if (change instanceof Change.ChangeType type && of(type) == Side.CONTRACT) {
        late.add(new Column(type.table().name(), type.column().name()));
      }
      if (change instanceof Change.SetNotNull set) {
        nullable.add(new Column(set.table().name(), set.column().name()));
      }
    }
  }

  Side of(Change change) {
    return switch (change) {
      case Change.CreateSchema _,
          Change.CreateEnum _,
          Change.AddEnumValue _,
          Change.CreateTable _,
          Change.AddColumn _,
          Change.SetAside _,
          Change.DropLeftover _,
          Change.CommentOn _ ->
          Side.EXPAND;
      case Change.DropSchema _,
          Change.DropEnum _,
          Change.RebuildEnum _,
          Change.DropTable _,
          Change.DropColumn _,
          Change.SetNotNull _,
          Change.DropDefault _,
          Change.DropExpression _,
          Change.DropIndex _,
          Change.DropUnique _,
          Change.DropPrimaryKey _,
          Change.ValidateCheck _,
          Change.ValidateForeignKey _ ->
          Side.CONTRACT;
      case Change.ChangeType type ->
          expandIf(
              TypeChange.of(type.live().type(), type.column().type()).widening() && !asks(change));
      case Change.DropNotNull drop -> expandIf(!heldNotNull(drop) && !asks(drop));
      case Change.SetDefault set -> expandIf(!late(set.table(), List.of(set.column().name())));
      case Change.ChangeNumbering numbering -> expandIf(survives(numbering));
      case Change.AddIndex add -> expandIf(!late(add.table(), add.index().columns()));
      case Change.AddUnique add -> expandIf(!late(add.table(), columns(add)));
      case Change.SetPrimaryKey set -> expandIf(!late(set.table(), set.key().columns()));
      case Change.AddCheck add -> expandIf(!late(add.table(), add.check().columns()));
      case Change.AddForeignKey add -> expandIf(!late(add));
      case Change.DropCheck drop -> expandIf(!asks(drop));
      case Change.DropForeignKey drop ->
          expandIf(!asks(drop) && !drop.key().definition().contains(" ON "));
    };
  }

  /** When an index that was built becomes the primary key. */
  Side ofKey(Change.SetPrimaryKey set) {
    boolean waits =
        set.live() != null
            || set.key().columns().stream()
                .anyMatch(c -> nullable.contains(new Column(set.table().name(), c)));
    return waits ? Side.CONTRACT : of(set);
  }

  private static Side expandIf(boolean survives) {
    return survives ? Side.EXPAND : Side.CONTRACT;
  }

  private boolean asks(Change change) {
    return hazards.getOrDefault(change, List.of()).stream()
        .anyMatch(h -> h.level().compareTo(Level.APPROVE) >= 0);
  }

  private boolean late(TableEntry table, List<String> columns) {
    return late(table.name(), columns);
  }

  private boolean late(QualifiedName table, List<String> columns) {
    return columns.stream().anyMatch(c -> late.contains(new Column(table, c)));
  }

  private boolean late(Change.AddForeignKey add) {
    ForeignKey key = wanted.foreignKey(add.table().name(), add.key().name());
    return late(add.table(), key.columns()) || late(key.target(), key.targetColumns());
  }

  private static List<String> columns(Change.AddUnique add) {
    return java.util.stream.Stream.concat(
            add.unique().columns().stream(), add.unique().include().stream())
        .toList();
  }

  /** Whether something that only contract takes away keeps the column from being null. */
  private static boolean heldNotNull(Change.DropNotNull drop) {
    ColumnEntry live = drop.table().columns().get(drop.column().name());
    PrimaryKeyEntry key = drop.table().primaryKey();
    return (live != null && live.identity() != null)
        || (key != null && key.columns().contains(drop.column().name()));
  }

  /** Whether inserts that were right stay so. */
  private boolean survives(Change.ChangeNumbering numbering) {
    ColumnEntry live = numbering.live();
    ColumnEntry column = numbering.column();
    if (asks(numbering)
        || late(numbering.table(), List.of(column.name()))
        || nullable.contains(new Column(numbering.table().name(), column.name()))) {
      return false;
    }
    if (column.identity() == null) {
      return column.serial();
    }
    IdentityEntry before = live.identity();
    return !column.identity().always() || (before != null && before.always());
  }
}
