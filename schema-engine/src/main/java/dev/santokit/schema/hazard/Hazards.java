package dev.santokit.schema.hazard;

import dev.santokit.project.schema.Decision;
import dev.santokit.project.schema.SchemaPolicy;
import dev.santokit.schema.catalogue.ColumnEntry;
import dev.santokit.schema.catalogue.TableEntry;
import dev.santokit.schema.difference.Change;
import dev.santokit.schema.difference.TypeChange;
import dev.santokit.schema.hazard.Facts.Cast;
import dev.santokit.schema.hazard.Facts.Count;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What each change may hurt. */
public final class Hazards {

  private final Facts facts;
  private final SchemaPolicy policy;

  private Hazards(Facts facts, SchemaPolicy policy) {
    this.facts = facts;
    this.policy = policy;
  }

  /**
   * The hazards of a change, the heaviest first, at the levels that the policy gives them. What is
   * certain to fail is denied whatever the policy says. What a table that comes with the plan may
   * hurt is nothing.
   */
  public static List<Hazard> of(Change change, Facts facts, SchemaPolicy policy) {
    List<Hazard> hazards = new ArrayList<>(new Hazards(facts, policy).of(change));
    List<String> blockers = facts.blockers().getOrDefault(change, List.of());
    if (!blockers.isEmpty()) {
      HazardCode code = hazards.isEmpty() ? HazardCode.IRREVERSIBLE : hazards.getFirst().code();
      hazards.add(
          0,
          new Hazard(
              code,
              Level.DENY,
              change.object(),
              "is used by " + String.join(", ", blockers) + ": drop that first"));
    }
    return List.copyOf(hazards);
  }

  private List<Hazard> of(Change change) {
    return switch (change) {
      case Change.CreateSchema _, Change.CreateEnum _, Change.CreateTable _ -> List.of();
      case Change.DropSchema drop ->
          hazards(hazard(HazardCode.DROP_SCHEMA, drop, "the schema leaves"));
      case Change.DropEnum _ -> List.of();
      case Change.AddEnumValue value ->
          hazards(
              standsAlone(value),
              hazard(
                  HazardCode.IRREVERSIBLE,
                  value,
                  "the value " + value.value() + " cannot be taken away but by a rebuild"));
      case Change.RebuildEnum rebuild -> hazards(valuesLost(rebuild));
      case Change.DropTable drop ->
          hazards(
              hazard(
                  HazardCode.DROP_TABLE,
                  drop,
                  facts.rowsOf(drop.table().name(), "leaves with it", "leave with it")));
      case Change.AddColumn add -> addColumn(add);
      case Change.DropColumn drop ->
          hazards(
              hazard(
                  HazardCode.DROP_COLUMN,
                  drop,
                  facts.rowsOf(drop.table().name(), "loses it", "lose it")));
      case Change.ChangeType type -> changeType(type);
      case Change.SetNotNull set ->
          hazards(scan(HazardCode.SET_NOT_NULL, set, set.table(), "is null", "are null"));
      case Change.DropNotNull drop ->
          hazards(hazard(HazardCode.DROP_NOT_NULL, drop, "whoever reads it may meet null"));
      case Change.SetDefault _, Change.DropDefault _, Change.DropExpression _ -> List.of();
      case Change.ChangeNumbering numbering -> numbering(numbering);
      case Change.SetAside _ -> List.of();
      case Change.DropLeftover drop -> hazards(standsAlone(drop));
      case Change.AddIndex add -> addIndex(add);
      case Change.DropIndex drop ->
          hazards(
              hazard(HazardCode.INDEX_DROPPED, drop, "queries that use it become slower"),
              policy.concurrentIndexes() ? standsAlone(drop) : null);
      case Change.AddUnique add ->
          add.built()
              ? List.of()
              : built(add, add.table(), HazardCode.UNIQUE_LOCK, "a unique constraint");
      case Change.DropUnique drop ->
          hazards(
              hazard(HazardCode.CONSTRAINT_DROPPED, drop, "rows of the same values are taken now"));
      case Change.SetPrimaryKey key -> primaryKey(key);
      case Change.DropPrimaryKey drop ->
          hazards(hazard(HazardCode.CONSTRAINT_DROPPED, drop, "the table has no primary key then"));
      case Change.AddCheck _, Change.AddForeignKey _ -> List.of();
      case Change.ValidateCheck check ->
          hazards(scan(HazardCode.CHECK_SCAN, check, check.table(), "breaks it", "break it"));
      case Change.DropCheck drop ->
          hazards(
              hazard(HazardCode.CONSTRAINT_DROPPED, drop, "rows that it refused are taken now"));
      case Change.ValidateForeignKey key ->
          hazards(
              scan(
                  HazardCode.FK_SCAN,
                  key,
                  key.table(),
                  "refers to what is not in " + key.key().target(),
                  "refer to what is not in " + key.key().target()));
      case Change.DropForeignKey drop ->
          hazards(
              hazard(
                  HazardCode.CONSTRAINT_DROPPED,
                  drop,
                  "rows may refer to what is not in " + drop.key().target()));
      case Change.CommentOn _ -> List.of();
    };
  }

  private List<Hazard> addColumn(Change.AddColumn add) {
    ColumnEntry column = add.column();
    Count rows = facts.rows().get(add.table().name());
    boolean numbered = column.serial() || column.identity() != null;
    boolean required =
        !column.nullable()
            && column.defaultSql() == null
            && column.generated() == null
            && !numbered;
    if (required && (rows == null || rows.number() > 0)) {
      String what = facts.rowsOf(add.table().name(), "has", "have") + " no value for it";
      return hazards(certain(HazardCode.ADD_REQUIRED_COLUMN, add, what + ": give it a default"));
    }
    boolean computed = numbered || column.generated() != null || facts.rewriting().containsKey(add);
    return computed ? hazards(rewrite(add, add.table())) : List.of();
  }

  private List<Hazard> changeType(Change.ChangeType change) {
    String types = change.live().type() + " becomes " + change.column().type();
    if (facts.cast(change) == Cast.NONE) {
      String what = types + ", and Postgres has no cast: add a column, copy, drop this one";
      return hazards(certain(HazardCode.NARROWING, change, what));
    }
    TypeChange type = TypeChange.of(change.live().type(), change.column().type());
    return hazards(
        type.lossless()
            ? null
            : hazard(
                HazardCode.NARROWING, change, types + ": values may be refused, rounded or cut"),
        type.rewrite() ? rewrite(change, change.table()) : null);
  }

  private List<Hazard> numbering(Change.ChangeNumbering change) {
    boolean sequenceLeaves =
        change.live().serial()
            || (change.live().identity() != null && change.column().identity() == null);
    return sequenceLeaves
        ? hazards(
            hazard(
                HazardCode.SEQUENCE_DROPPED,
                change,
                facts.sequence(change).orElse("its sequence") + " leaves"))
        : List.of();
  }

  private List<Hazard> addIndex(Change.AddIndex add) {
    if (add.index().unique()) {
      return built(add, add.table(), HazardCode.BLOCKS_WRITES, "a unique index");
    }
    return hazards(
        policy.concurrentIndexes()
            ? hazard(HazardCode.INDEX_BUILD, add, "is built over " + size(add.table()))
            : large(HazardCode.BLOCKS_WRITES, add, add.table(), blocks(add.table())),
        policy.concurrentIndexes() ? standsAlone(add) : null);
  }

  /** Of a change that looks for equal rows. */
  private List<Hazard> built(Change change, TableEntry table, HazardCode lock, String what) {
    return hazards(
        scan(
            HazardCode.UNIQUE_MAY_FAIL,
            change,
            table,
            "holds what another one does",
            "hold what another one does"),
        policy.concurrentIndexes()
            ? hazard(HazardCode.INDEX_BUILD, change, what + " is built over " + size(table))
            : large(lock, change, table, blocks(table)),
        policy.concurrentIndexes() ? standsAlone(change) : null);
  }

  private List<Hazard> primaryKey(Change.SetPrimaryKey change) {
    List<Hazard> hazards = new ArrayList<>();
    if (change.live() != null) {
      hazards.add(
          hazard(
              HazardCode.CONSTRAINT_DROPPED,
              change,
              "the key " + change.live().columns() + " becomes " + change.key().columns()));
    }
    if (!change.built()) {
      hazards.addAll(built(change, change.table(), HazardCode.PRIMARY_KEY_LOCK, "a primary key"));
    }
    return hazards;
  }

  private Hazard valuesLost(Change.RebuildEnum change) {
    String lost =
        change.live().values().stream()
            .filter(v -> !change.wanted().values().contains(v))
            .collect(Collectors.joining(", "));
    Count offenders = facts.offendersOf(change);
    if (offenders != null && offenders.number() > 0) {
      return certain(
          HazardCode.ENUM_VALUE_REMOVED,
          change,
          "loses " + lost + ", which " + offenders + " hold");
    }
    return hazard(
        HazardCode.ENUM_VALUE_REMOVED,
        change,
        lost.isEmpty() ? "its values get another order" : "loses " + lost);
  }

  /** Of a change that looks at all rows and fails when one offends. */
  private Hazard scan(HazardCode code, Change change, TableEntry table, String one, String many) {
    Count offenders = facts.offendersOf(change);
    if (offenders == null) {
      return large(code, change, table, "all rows are looked at: " + size(table));
    }
    String message = offenders.that(one, many);
    return offenders.number() > 0
        ? certain(code, change, message)
        : large(code, change, table, message);
  }

  private Hazard rewrite(Change change, TableEntry table) {
    return large(
        HazardCode.TABLE_REWRITE,
        change,
        table,
        size(table) + " are written anew while nobody can use the table");
  }

  private Hazard standsAlone(Change change) {
    return hazard(HazardCode.NOT_TRANSACTIONAL, change, "is not undone when what follows fails");
  }

  private static String blocks(TableEntry table) {
    return "nobody can write while " + size(table) + " are read";
  }

  private static String size(TableEntry table) {
    long bytes = table.size().bytes();
    if (bytes < 1 << 20) {
      return (bytes + 1023) / 1024 + " kB";
    }
    return bytes < 1L << 30 ? (bytes >> 20) + " MB" : (bytes >> 30) + " GB";
  }

  // ---- levels

  private static List<Hazard> hazards(@Nullable Hazard... hazards) {
    List<Hazard> all = new ArrayList<>();
    for (Hazard hazard : hazards) {
      if (hazard != null) {
        all.add(hazard);
      }
    }
    return all;
  }

  private static Hazard certain(HazardCode code, Change change, String message) {
    return new Hazard(code, Level.DENY, change.object(), message);
  }

  private Hazard hazard(HazardCode code, Change change, String message) {
    return new Hazard(code, level(code, policy), change.object(), message);
  }

  /** One that holds up others for as long as the table is large. */
  private Hazard large(HazardCode code, Change change, TableEntry table, String message) {
    Hazard hazard = hazard(code, change, message);
    boolean asks =
        table.size().bytes() > policy.largeTable() && !policy.hazards().containsKey(code.name());
    return asks && hazard.level() == Level.WARN ? hazard.at(Level.APPROVE) : hazard;
  }

  /** What a kind of hazard weighs under a policy. */
  public static Level level(HazardCode code, SchemaPolicy policy) {
    Decision decision = policy.hazards().get(code.name());
    return switch (decision) {
      case null -> code.defaultLevel();
      case ALLOW -> code.defaultLevel() == Level.INFO ? Level.INFO : Level.WARN;
      case APPROVE -> Level.APPROVE;
      case DENY -> Level.DENY;
    };
  }
}
