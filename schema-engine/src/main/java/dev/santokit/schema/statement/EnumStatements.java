package dev.santokit.schema.statement;

import dev.santokit.schema.catalogue.CheckEntry;
import dev.santokit.schema.catalogue.ColumnEntry;
import dev.santokit.schema.catalogue.IndexEntry;
import dev.santokit.schema.catalogue.Snapshot;
import dev.santokit.schema.catalogue.TableEntry;
import dev.santokit.schema.create.Clauses;
import dev.santokit.schema.create.SqlText;
import dev.santokit.schema.create.Statement;
import dev.santokit.schema.difference.Change;
import dev.santokit.schema.hazard.Hazard;
import dev.santokit.schema.model.Check;
import dev.santokit.schema.model.Column;
import dev.santokit.schema.model.EnumType;
import dev.santokit.schema.model.Index;
import dev.santokit.schema.model.QualifiedName;
import dev.santokit.schema.model.Quote;
import dev.santokit.schema.model.Temporary;
import java.util.ArrayList;
import java.util.List;

/** Changes of enums. */
final class EnumStatements {

  private final Wanted wanted;
  private final Snapshot after;

  /**
   * @param after what is there when an enum is rebuilt, since that comes last
   */
  EnumStatements(Wanted wanted, Snapshot after) {
    this.wanted = wanted;
    this.after = after;
  }

  /** Alone: a value cannot be used in the transaction that adds it. */
  List<Placed> added(Change.AddEnumValue add, List<Hazard> hazards) {
    String place =
        add.neighbour() == null
            ? ""
            : (add.before() ? " BEFORE " : " AFTER ") + Quote.literal(add.neighbour());
    Statement sql =
        Writing.plain(
            "ALTER TYPE " + add.type().sql() + " ADD VALUE " + Quote.literal(add.value()) + place,
            wanted.enumType(add.type()).range());
    return List.of(new Placed(Side.EXPAND, Phase.ENUMS, Writing.alone(sql, hazards)));
  }

  /** The type under another name, a new one in its place, and its columns move over. */
  List<Placed> rebuilt(Change.RebuildEnum rebuild, List<Hazard> hazards) {
    QualifiedName name = rebuild.wanted().name();
    EnumType type = wanted.enumType(name);
    QualifiedName old = new QualifiedName(name.schema(), Temporary.type(name.name()));
    List<Step> steps = new ArrayList<>();
    List<Step> again = new ArrayList<>();
    steps.add(
        Writing.step(
            Writing.plain(
                "ALTER TYPE " + name.sql() + " RENAME TO " + Quote.identifier(old.name()),
                type.range()),
            hazards));
    String values = String.join(", ", type.values().stream().map(Quote::literal).toList());
    add(
        steps,
        Writing.plain("CREATE TYPE " + name.sql() + " AS ENUM (" + values + ")", type.range()));
    for (TableEntry table : after.tables().values()) {
      List<ColumnEntry> columns =
          table.columns().values().stream().filter(c -> isOf(c, name)).toList();
      if (!columns.isEmpty()) {
        namingValues(table, name, steps, again);
        columns.forEach(c -> add(steps, moved(table, c, name)));
      }
    }
    steps.addAll(again);
    add(steps, Writing.plain("DROP TYPE " + old.sql()));
    if (type.comment() != null) {
      add(steps, Writing.comment("TYPE " + name.sql(), type.comment()));
    }
    return steps.stream().map(s -> new Placed(Side.CONTRACT, Phase.REBUILT_ENUMS, s)).toList();
  }

  private static void add(List<Step> steps, Statement sql) {
    steps.add(Writing.step(sql, List.of()));
  }

  private Statement moved(TableEntry table, ColumnEntry entry, QualifiedName type) {
    Column column = wanted.column(table.name(), entry.name());
    String arrays = entry.type().endsWith("[]") ? "[]" : "";
    String alter = Writing.column(entry.name());
    SqlText sql = Writing.alterTable(table.name());
    boolean hasDefault = column.defaultValue() != null;
    sql.add(hasDefault ? alter + "DROP DEFAULT, " : "")
        .add(alter + "TYPE " + type.sql() + arrays)
        .add(" USING " + Quote.identifier(entry.name()))
        .add("::text" + arrays + "::" + type.sql() + arrays);
    if (column.defaultValue() != null) {
      sql.add(", " + alter + "SET DEFAULT ");
      Clauses.value(sql, column.defaultValue());
    }
    return sql.statement(column.range());
  }

  /** What names a value of the old type cannot move over: it goes before and comes again after. */
  private void namingValues(
      TableEntry table, QualifiedName type, List<Step> steps, List<Step> again) {
    for (IndexEntry entry : table.indexes().values()) {
      if (names(entry.definition(), type)) {
        Index index = wanted.index(table.name(), entry.name());
        add(
            steps,
            Writing.plain(
                "DROP INDEX " + new QualifiedName(table.name().schema(), index.name()).sql()));
        add(again, KeyStatements.createIndex(table.name(), index, false));
        if (index.comment() != null) {
          add(again, Writing.comment(KeyStatements.subject(table.name(), index), index.comment()));
        }
      }
    }
    for (CheckEntry entry : table.checks().values()) {
      if (names(entry.definition(), type)) {
        Check check = wanted.check(table.name(), entry.name());
        add(
            steps,
            Writing.alterTable(table.name())
                .add("DROP CONSTRAINT " + Quote.identifier(check.name()))
                .statement(null));
        SqlText sql = Writing.alterTable(table.name()).add("ADD ");
        sql.from(check.range(), s -> Clauses.check(s, check));
        add(again, sql.statement(check.range()));
        if (check.comment() != null) {
          add(
              again,
              Writing.comment(
                  "CONSTRAINT " + Quote.identifier(check.name()) + " ON " + table.name().sql(),
                  check.comment()));
        }
      }
    }
  }

  /** Whether a column holds values of the enum, one or a list. */
  private static boolean isOf(ColumnEntry column, QualifiedName type) {
    String words = column.type();
    String name = words.endsWith("[]") ? words.substring(0, words.length() - 2) : words;
    return unquoted(name).equals(type.toString());
  }

  private static boolean names(String definition, QualifiedName type) {
    return unquoted(definition).contains("::" + type);
  }

  /** Names as they are, without the quotes that Postgres puts around some. */
  private static String unquoted(String words) {
    return words.replace("\"\"", "\0").replace("\"", "").replace('\0', '"');
  }
}
