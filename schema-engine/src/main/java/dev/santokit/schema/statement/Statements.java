package dev.santokit.schema.statement;

import dev.santokit.project.schema.SchemaPolicy;
import dev.santokit.schema.catalogue.Snapshot;
import dev.santokit.schema.create.Creation;
import dev.santokit.schema.create.Statement;
import dev.santokit.schema.difference.Change;
import dev.santokit.schema.hazard.Facts;
import dev.santokit.schema.hazard.Hazard;
import dev.santokit.schema.hazard.Hazards;
import dev.santokit.schema.model.DesiredSchema;
import dev.santokit.schema.model.QualifiedName;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Writes the statements that make changes. */
public final class Statements {

  private final List<Placed> placed = new ArrayList<>();

  private Statements() {}

  /**
   * The statements of {@code changes}, in the order in which they run.
   *
   * @param wanted what they lead to, in Postgres' own words
   * @param desired the same as the developer wrote it: the text of statements, with places
   * @param facts what the database says about the changes
   */
  public static Written of(
      List<Change> changes,
      Snapshot wanted,
      DesiredSchema desired,
      SchemaPolicy policy,
      Facts facts) {
    Map<Change, List<Hazard>> hazards = new LinkedHashMap<>();
    changes.forEach(c -> hazards.put(c, Hazards.of(c, facts, policy)));
    Wanted source = new Wanted(desired);
    Sides sides = new Sides(hazards, source);
    Statements statements = new Statements();
    statements.created(changes, desired);
    ColumnStatements columns = new ColumnStatements(source, facts);
    KeyStatements keys = new KeyStatements(source, policy);
    LeavingStatements leaving = new LeavingStatements(policy);
    EnumStatements enums = new EnumStatements(source, wanted);
    hazards.forEach((change, hurts) -> {
      Side side = sides.of(change);
      statements.placed.addAll(
          switch (change) {
            case Change.CreateSchema _, Change.CreateEnum _, Change.CreateTable _ -> List.of();
            case Change.AddEnumValue add -> enums.added(add, hurts);
            case Change.RebuildEnum rebuild -> enums.rebuilt(rebuild, hurts);
            case Change.OfColumn column -> columns.of(column, side, hurts);
            case Change.SetPrimaryKey set -> keys.primaryKey(set, side, sides.ofKey(set), hurts);
            case Change.AddIndex add -> keys.index(add, side, hurts);
            case Change.AddUnique add -> keys.unique(add, side, hurts);
            case Change.AddCheck add -> keys.check(add, side, hurts);
            case Change.ValidateCheck check -> keys.validated(check, check.check().name(), hurts);
            case Change.AddForeignKey add -> keys.foreignKey(add, side, hurts);
            case Change.ValidateForeignKey key -> keys.validated(key, key.key().name(), hurts);
            case Change.CommentOn comment ->
                List.of(
                    new Placed(
                        side, Phase.COMMENTS, Writing.step(Writing.comment(comment), hurts)));
            case Change.DropTable _ -> List.of(); // all of them at once, below
            case Change.DropSchema drop -> leaving.schema(drop, side, hurts);
            case Change.DropEnum drop -> leaving.enumType(drop, side, hurts);
            case Change.SetAside aside -> leaving.aside(aside, side, hurts);
            case Change.DropLeftover drop -> leaving.leftover(drop, side, hurts);
            case Change.DropIndex drop -> leaving.index(drop, side, hurts);
            case Change.DropUnique drop ->
                leaving.constraint(drop, drop.unique().name(), side, hurts);
            case Change.DropPrimaryKey drop ->
                leaving.constraint(drop, drop.key().name(), side, hurts);
            case Change.DropCheck drop ->
                leaving.constraint(drop, drop.check().name(), side, hurts);
            case Change.DropForeignKey drop ->
                leaving.constraint(drop, drop.key().name(), side, hurts);
          });
    });
    statements.placed.addAll(leaving.tables(hazards));
    return new Written(statements.side(Side.EXPAND), statements.side(Side.CONTRACT));
  }

  /** What is new as a whole, in its plain form. */
  private void created(List<Change> changes, DesiredSchema desired) {
    Set<String> schemas = new HashSet<>();
    Set<QualifiedName> names = new HashSet<>();
    for (Change change : changes) {
      switch (change) {
        case Change.CreateSchema create -> schemas.add(create.schema().name());
        case Change.CreateEnum create -> names.add(create.type().name());
        case Change.CreateTable create -> names.add(create.table().name());
        default -> {}
      }
    }
    Creation.Parts parts =
        Creation.parts(
            new DesiredSchema(
                desired.namespaces().stream().filter(n -> schemas.contains(n.name())).toList(),
                desired.enums().stream().filter(e -> names.contains(e.name())).toList(),
                desired.tables().stream().filter(t -> names.contains(t.name())).toList()));
    created(Phase.SCHEMAS, parts.namespaces());
    created(Phase.ENUMS, parts.enums());
    created(Phase.TABLES, parts.tables());
    created(Phase.TABLES, parts.indexes());
    created(Phase.FOREIGN_KEYS, parts.foreignKeys());
    created(Phase.COMMENTS, parts.comments());
  }

  private void created(Phase phase, List<Statement> statements) {
    for (Statement statement : statements) {
      placed.add(new Placed(Side.EXPAND, phase, Writing.step(statement, List.of())));
    }
  }

  private List<Step> side(Side side) {
    return placed.stream()
        .filter(p -> p.side() == side)
        .sorted(Comparator.comparing(Placed::phase))
        .map(Placed::step)
        .toList();
  }
}
