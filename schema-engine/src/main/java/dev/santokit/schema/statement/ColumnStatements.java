package dev.santokit.schema.statement;

import dev.santokit.schema.catalogue.CheckEntry;
import dev.santokit.schema.catalogue.ColumnEntry;
import dev.santokit.schema.catalogue.IdentityEntry;
import dev.santokit.schema.create.Clauses;
import dev.santokit.schema.create.SqlText;
import dev.santokit.schema.create.Statement;
import dev.santokit.schema.difference.Change;
import dev.santokit.schema.hazard.Facts;
import dev.santokit.schema.hazard.Hazard;
import dev.santokit.schema.model.Column;
import dev.santokit.schema.model.DefaultValue;
import dev.santokit.schema.model.Identity;
import dev.santokit.schema.model.QualifiedName;
import dev.santokit.schema.model.Quote;
import dev.santokit.schema.model.Temporary;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Columns that come to tables that are there, and columns that change. */
final class ColumnStatements {

  private final Wanted wanted;
  private final Facts facts;

  ColumnStatements(Wanted wanted, Facts facts) {
    this.wanted = wanted;
    this.facts = facts;
  }

  List<Placed> of(Change.OfColumn change, Side side, List<Hazard> hazards) {
    return switch (change) {
      case Change.AddColumn add -> added(add, side, hazards);
      case Change.DropColumn drop -> {
        Statement sql =
            Writing.alterTable(drop.table().name())
                .add("DROP COLUMN " + Quote.identifier(drop.column().name()))
                .statement(null);
        yield placed(side, Phase.DROP_COLUMNS, sql, hazards);
      }
      case Change.ChangeType type -> {
        List<Placed> steps = new ArrayList<>(placed(side, Phase.COLUMNS, typed(type), hazards));
        facts
            .sequence(type)
            .ifPresent(sequence ->
                steps.addAll(placed(side, Phase.COLUMNS, counting(type, sequence), List.of())));
        yield steps;
      }
      case Change.SetNotNull set -> notNull(set, side, hazards);
      case Change.DropNotNull _ ->
          placed(side, Phase.NULLABLE, alter(change, "DROP NOT NULL"), hazards);
      case Change.SetDefault _ -> placed(side, Phase.COLUMNS, defaulted(change), hazards);
      case Change.DropDefault _ ->
          placed(side, Phase.COLUMNS, alter(change, "DROP DEFAULT"), hazards);
      case Change.DropExpression _ ->
          placed(side, Phase.COLUMNS, alter(change, "DROP EXPRESSION"), hazards);
      case Change.ChangeNumbering numbering -> {
        List<Placed> steps = new ArrayList<>();
        for (Statement sql : numbered(numbering)) {
          Step step = Writing.step(sql, steps.isEmpty() ? hazards : List.of());
          steps.add(new Placed(side, Phase.NUMBERING, step));
        }
        yield steps;
      }
    };
  }

  private static List<Placed> placed(Side side, Phase phase, Statement sql, List<Hazard> hazards) {
    return List.of(new Placed(side, phase, Writing.step(sql, hazards)));
  }

  private Column column(Change.OfColumn change) {
    return wanted.column(change.table().name(), change.column().name());
  }

  private Statement alter(Change.OfColumn change, String action) {
    return Writing.alterTable(change.table().name())
        .add(Writing.column(change.column().name()) + action)
        .statement(column(change).range());
  }

  private List<Placed> added(Change.AddColumn add, Side side, List<Hazard> hazards) {
    Column column = column(add);
    QualifiedName table = add.table().name();
    SqlText sql = Writing.alterTable(table).add("ADD COLUMN ");
    sql.from(column.range(), s -> Clauses.column(s, column));
    List<Placed> steps =
        new ArrayList<>(placed(side, Phase.COLUMNS, sql.statement(column.range()), hazards));
    if (column.comment() != null) {
      String subject = "COLUMN " + table.sql() + "." + Quote.identifier(column.name());
      Statement comment = Writing.comment(subject, column.comment());
      steps.addAll(placed(side, Phase.COMMENTS, comment, List.of()));
    }
    return steps;
  }

  private Statement defaulted(Change.OfColumn change) {
    Column column = column(change);
    SqlText sql = Writing.alterTable(change.table().name());
    setDefault(sql, column);
    return sql.statement(column.range());
  }

  private static void setDefault(SqlText sql, Column column) {
    DefaultValue value = column.defaultValue();
    sql.add(Writing.column(column.name()));
    if (value == null) {
      sql.add("DROP DEFAULT");
    } else {
      sql.from(column.range(), s -> Clauses.value(s.add("SET DEFAULT "), value));
    }
  }

  /** A default may not fit the new type, so it goes before and comes again after. */
  private Statement typed(Change.ChangeType change) {
    Column column = column(change);
    String name = Quote.identifier(column.name());
    SqlText sql = Writing.alterTable(change.table().name());
    String alter = Writing.column(column.name());
    sql.add(change.live().defaultSql() == null ? "" : alter + "DROP DEFAULT, ");
    String type = change.column().type();
    sql.add(alter + "TYPE " + type)
        .add(
            switch (facts.cast(change)) {
              case IMPLICIT -> "";
              case EXPLICIT, NONE -> " USING " + name + "::" + type;
              case BY_TEXT -> " USING " + name + "::text::" + type;
            });
    if (column.defaultValue() != null) {
      setDefault(sql.add(", "), column);
    }
    return sql.statement(column.range());
  }

  /** The sequence of a serial column counts as far as its new type does. */
  private Statement counting(Change.ChangeType change, String sequence) {
    return Writing.plain(
        "ALTER SEQUENCE " + sequence + " AS " + change.column().type(), column(change).range());
  }

  /**
   * By a check that is looked at beside those who write; Postgres then sees that no row is null
   * without looking again. What an earlier plan has begun is gone on with.
   */
  private List<Placed> notNull(Change.SetNotNull set, Side side, List<Hazard> hazards) {
    Column column = column(set);
    String name = Temporary.notNull(set.table().name().name(), column.name());
    String quoted = Quote.identifier(name);
    CheckEntry begun = set.table().checks().get(name);
    List<Step> steps = new ArrayList<>();
    if (begun == null) {
      String check = " CHECK (" + Quote.identifier(column.name()) + " IS NOT NULL) NOT VALID";
      steps.add(Writing.step(table(set, "ADD CONSTRAINT " + quoted + check, column), List.of()));
    }
    if (begun == null || !begun.validated()) {
      steps.add(Writing.alone(table(set, "VALIDATE CONSTRAINT " + quoted, column), List.of()));
    }
    steps.add(Writing.step(alter(set, "SET NOT NULL"), hazards));
    steps.add(Writing.step(table(set, "DROP CONSTRAINT " + quoted, column), List.of()));
    return steps.stream().map(s -> new Placed(side, Phase.NOT_NULL, s)).toList();
  }

  private static Statement table(Change.OfColumn change, String action, Column origin) {
    return Writing.alterTable(change.table().name()).add(action).statement(origin.range());
  }

  // ---- numbering

  private List<Statement> numbered(Change.ChangeNumbering change) {
    ColumnEntry live = change.live();
    Column column = column(change);
    IdentityEntry identity = change.column().identity();
    if (live.identity() != null && identity != null) {
      return List.of(options(change, live.identity(), identity));
    }
    List<Statement> steps = new ArrayList<>();
    String sequence = live.serial() ? facts.sequence(change).orElse(null) : null;
    if (live.identity() != null) {
      steps.add(alter(change, "DROP IDENTITY"));
    } else if (live.serial() || live.defaultSql() != null) {
      steps.add(alter(change, "DROP DEFAULT"));
    }
    Identity wantedIdentity = column.identity();
    if (wantedIdentity != null) {
      if (sequence != null) { // or it would be taken for that of the identity
        steps.add(Writing.plain("ALTER SEQUENCE " + sequence + " OWNED BY NONE", column.range()));
      }
      SqlText sql = Writing.alterTable(change.table().name());
      sql.add(Writing.column(column.name()) + "ADD ");
      Clauses.identity(sql, wantedIdentity);
      steps.add(sql.statement(column.range()));
      steps.add(continued(change, column, ownSequence(change), sequence));
    } else if (change.column().serial()) {
      serial(change, column, steps);
    } else if (column.defaultValue() != null) {
      steps.add(defaulted(change));
    }
    if (sequence != null) {
      steps.add(Writing.plain("DROP SEQUENCE " + sequence, column.range()));
    }
    return steps;
  }

  private void serial(Change.ChangeNumbering change, Column column, List<Statement> steps) {
    QualifiedName table = change.table().name();
    QualifiedName sequence =
        new QualifiedName(table.schema(), sequenceName(table.name(), column.name()));
    String owner = table.sql() + "." + Quote.identifier(column.name());
    steps.add(
        Writing.plain(
            "CREATE SEQUENCE "
                + sequence.sql()
                + " AS "
                + change.column().type()
                + " OWNED BY "
                + owner,
            column.range()));
    String text = Quote.literal(sequence.sql());
    steps.add(continued(change, column, text, null));
    steps.add(alter(change, "SET DEFAULT nextval(" + text + "::regclass)"));
  }

  /** As Postgres itself names the sequence of a serial column, cut where names end. */
  private static String sequenceName(String table, String column) {
    String name = table + "_" + column;
    int most = 63 - "_seq".length();
    while (name.getBytes(StandardCharsets.UTF_8).length > most) {
      name = name.substring(0, name.length() - 1);
    }
    return name + "_seq";
  }

  private static String ownSequence(Change.ChangeNumbering change) {
    return "pg_get_serial_sequence("
        + Quote.literal(change.table().name().sql())
        + ", "
        + Quote.literal(change.column().name())
        + ")";
  }

  /** The new sequence goes on where the old one was, or after the highest number there is. */
  private static Statement continued(
      Change.ChangeNumbering change, Column column, String sequence, @Nullable String old) {
    String sql =
        old != null
            ? "SELECT setval(" + sequence + ", last_value, is_called) FROM " + old
            : "SELECT setval("
                + sequence
                + ", greatest(max("
                + Quote.identifier(column.name())
                + "), 0) + 1, false) FROM "
                + change.table().name().sql();
    return Writing.plain(sql, column.range());
  }

  private Statement options(
      Change.ChangeNumbering change, IdentityEntry before, IdentityEntry after) {
    StringBuilder actions = new StringBuilder();
    if (before.always() != after.always()) {
      actions.append(" SET GENERATED ").append(after.always() ? "ALWAYS" : "BY DEFAULT");
    }
    if (before.start() != after.start()) {
      actions.append(" SET START WITH ").append(after.start());
    }
    if (before.increment() != after.increment()) {
      actions.append(" SET INCREMENT BY ").append(after.increment());
    }
    return alter(change, actions.toString().strip());
  }
}
