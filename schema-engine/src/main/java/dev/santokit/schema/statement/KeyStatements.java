package dev.santokit.schema.statement;

import dev.santokit.project.problem.Range;
import dev.santokit.project.schema.SchemaPolicy;
import dev.santokit.schema.create.Clauses;
import dev.santokit.schema.create.SqlText;
import dev.santokit.schema.create.Statement;
import dev.santokit.schema.difference.Change;
import dev.santokit.schema.hazard.Hazard;
import dev.santokit.schema.hazard.HazardCode;
import dev.santokit.schema.model.Check;
import dev.santokit.schema.model.ForeignKey;
import dev.santokit.schema.model.Index;
import dev.santokit.schema.model.PrimaryKey;
import dev.santokit.schema.model.QualifiedName;
import dev.santokit.schema.model.Quote;
import dev.santokit.schema.model.Unique;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Indexes, keys and conditions that come to tables that are there: built beside those who read and
 * write, and looked at before they count.
 */
final class KeyStatements {

  private final Wanted wanted;

  /** Whether indexes are built while others write. */
  private final boolean online;

  KeyStatements(Wanted wanted, SchemaPolicy policy) {
    this.wanted = wanted;
    this.online = policy.concurrentIndexes();
  }

  List<Placed> index(Change.AddIndex add, Side side, List<Hazard> hazards) {
    QualifiedName table = add.table().name();
    Index index = wanted.index(table, add.index().name());
    List<Placed> steps = new ArrayList<>();
    Statement sql = createIndex(table, index, online);
    steps.add(new Placed(side, Phase.INDEXES, built(sql, hazards)));
    comment(steps, side, subject(table, index), index.comment());
    return steps;
  }

  static Statement createIndex(QualifiedName table, Index index, boolean online) {
    SqlText sql = new SqlText().add(create(index.unique(), online));
    sql.add(Quote.identifier(index.name()) + " ON " + table.sql());
    Clauses.indexed(sql, index);
    return sql.statement(index.range());
  }

  /** As it stands after {@code COMMENT ON}. */
  static String subject(QualifiedName table, Index index) {
    return "INDEX " + new QualifiedName(table.schema(), index.name()).sql();
  }

  List<Placed> unique(Change.AddUnique add, Side side, List<Hazard> hazards) {
    QualifiedName table = add.table().name();
    Unique unique = wanted.unique(table, add.unique().name());
    String name = Quote.identifier(unique.name());
    List<Placed> steps = new ArrayList<>();
    if (!online && !add.built()) {
      SqlText sql = Writing.alterTable(table).add("ADD ");
      sql.from(unique.range(), s -> Clauses.unique(s, unique));
      steps.add(
          new Placed(side, Phase.INDEXES, Writing.step(sql.statement(unique.range()), hazards)));
    } else {
      if (!add.built()) {
        SqlText sql = keyIndex(unique.name(), table, unique.columns(), unique.include());
        sql.add(unique.nullsDistinct() ? "" : " NULLS NOT DISTINCT");
        steps.add(new Placed(side, Phase.INDEXES, built(sql.statement(unique.range()), hazards)));
      }
      Statement sql =
          Writing.alterTable(table)
              .add("ADD CONSTRAINT " + name + " UNIQUE USING INDEX " + name)
              .statement(unique.range());
      steps.add(new Placed(side, Phase.INDEXES, Writing.step(sql, List.of())));
    }
    comment(steps, side, "CONSTRAINT " + name + " ON " + table.sql(), unique.comment());
    return steps;
  }

  /**
   * @param build when its index is built
   * @param attach when that becomes the key, which may have to wait for columns without nulls
   */
  List<Placed> primaryKey(Change.SetPrimaryKey set, Side build, Side attach, List<Hazard> hazards) {
    QualifiedName table = set.table().name();
    PrimaryKey key = wanted.primaryKey(table);
    List<Hazard> ofKey =
        hazards.stream().filter(h -> h.code() == HazardCode.CONSTRAINT_DROPPED).toList();
    List<Hazard> ofIndex = hazards.stream().filter(h -> !ofKey.contains(h)).toList();
    List<Placed> steps = new ArrayList<>();
    if (!set.built()) {
      SqlText sql = keyIndex(set.index(), table, key.columns(), key.include());
      steps.add(new Placed(build, Phase.INDEXES, built(sql.statement(key.range()), ofIndex)));
    }
    SqlText sql = Writing.alterTable(table);
    if (set.live() != null) {
      sql.add("DROP CONSTRAINT " + Quote.identifier(set.live().name()) + ", ");
    }
    String name = Quote.identifier(key.name());
    sql.add("ADD CONSTRAINT " + name + " PRIMARY KEY")
        .add(" USING INDEX " + Quote.identifier(set.index()));
    steps.add(new Placed(attach, Phase.INDEXES, Writing.step(sql.statement(key.range()), ofKey)));
    comment(steps, attach, "CONSTRAINT " + name + " ON " + table.sql(), key.comment());
    return steps;
  }

  private SqlText keyIndex(
      String name, QualifiedName table, List<String> columns, List<String> include) {
    SqlText sql = new SqlText().add(create(true, online));
    sql.add(Quote.identifier(name) + " ON " + table.sql());
    sql.add(" (" + Quote.identifiers(columns) + ")");
    Clauses.include(sql, include);
    return sql;
  }

  private static String create(boolean unique, boolean online) {
    return "CREATE " + (unique ? "UNIQUE " : "") + "INDEX " + (online ? "CONCURRENTLY " : "");
  }

  private Step built(Statement sql, List<Hazard> hazards) {
    return online ? Writing.alone(sql, hazards) : Writing.step(sql, hazards);
  }

  List<Placed> check(Change.AddCheck add, Side side, List<Hazard> hazards) {
    QualifiedName table = add.table().name();
    Check check = wanted.check(table, add.check().name());
    List<Placed> steps = new ArrayList<>();
    SqlText sql = Writing.alterTable(table);
    String old = add.live() == null ? null : add.live().name();
    replaced(sql, steps, table, old, side);
    sql.add("ADD ").from(check.range(), s -> Clauses.check(s, check)).add(" NOT VALID");
    steps.add(new Placed(side, Phase.CHECKS, Writing.step(sql.statement(check.range()), hazards)));
    String subject = "CONSTRAINT " + Quote.identifier(check.name()) + " ON " + table.sql();
    comment(steps, side, subject, check.comment());
    return steps;
  }

  List<Placed> foreignKey(Change.AddForeignKey add, Side side, List<Hazard> hazards) {
    QualifiedName table = add.table().name();
    ForeignKey key = wanted.foreignKey(table, add.key().name());
    List<Placed> steps = new ArrayList<>();
    SqlText sql = Writing.alterTable(table);
    String old = add.live() == null ? null : add.live().name();
    replaced(sql, steps, table, old, side);
    sql.add("ADD ").from(key.range(), s -> Clauses.foreignKey(s, key)).add(" NOT VALID");
    steps.add(
        new Placed(side, Phase.FOREIGN_KEYS, Writing.step(sql.statement(key.range()), hazards)));
    return steps;
  }

  /**
   * The old constraint of a name goes in the statement that brings the new one; in contract before
   * its column gets another type, which it may not fit.
   */
  private static void replaced(
      SqlText sql, List<Placed> steps, QualifiedName table, @Nullable String old, Side side) {
    if (old == null) {
      return;
    }
    String drop = "DROP CONSTRAINT " + Quote.identifier(old);
    if (side == Side.EXPAND) {
      sql.add(drop + ", ");
    } else {
      Statement before = Writing.alterTable(table).add(drop).statement(null);
      steps.add(new Placed(side, Phase.LOOSEN, Writing.step(before, List.of())));
    }
  }

  /**
   * Alone: it reads all rows, and holds no lock that is in anybody's way as long as it is alone.
   */
  List<Placed> validated(Change.OfTable change, String name, List<Hazard> hazards) {
    QualifiedName table = change.table().name();
    Range origin =
        change instanceof Change.ValidateCheck
            ? wanted.check(table, name).range()
            : wanted.foreignKey(table, name).range();
    Statement sql =
        Writing.alterTable(table)
            .add("VALIDATE CONSTRAINT " + Quote.identifier(name))
            .statement(origin);
    return List.of(new Placed(Side.CONTRACT, Phase.VALIDATION, Writing.alone(sql, hazards)));
  }

  private static void comment(
      List<Placed> steps, Side side, String subject, @Nullable String text) {
    if (text != null) {
      steps.add(
          new Placed(
              side, Phase.COMMENTS, Writing.step(Writing.comment(subject, text), List.of())));
    }
  }
}
