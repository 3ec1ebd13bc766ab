package dev.santokit.schema.dialect;

import dev.santokit.project.problem.ErrorCode;
import dev.santokit.project.problem.Problems;
import dev.santokit.schema.hcl.Block;
import dev.santokit.schema.hcl.Expression;
import dev.santokit.schema.hcl.Word;
import dev.santokit.schema.model.Check;
import dev.santokit.schema.model.Column;
import dev.santokit.schema.model.ForeignKey;
import dev.santokit.schema.model.Fragment;
import dev.santokit.schema.model.Index;
import dev.santokit.schema.model.PrimaryKey;
import dev.santokit.schema.model.QualifiedName;
import dev.santokit.schema.model.Table;
import dev.santokit.schema.model.Unique;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads {@code table} blocks. A part with an error is left out. */
final class TableReader {

  private static final Map<String, ForeignKey.Action> ACTIONS =
      Stream.of(ForeignKey.Action.values()).collect(Collectors.toMap(Enum::name, a -> a));

  private static final Map<String, ForeignKey.Deferral> DEFERRALS =
      Map.of(
          "true", ForeignKey.Deferral.INITIALLY_IMMEDIATE,
          "false", ForeignKey.Deferral.NONE,
          "INITIALLY_IMMEDIATE", ForeignKey.Deferral.INITIALLY_IMMEDIATE,
          "INITIALLY_DEFERRED", ForeignKey.Deferral.INITIALLY_DEFERRED);

  private final QualifiedName name;
  private final Scope scope;
  private final Problems problems;
  private final ColumnReferences references;

  private TableReader(QualifiedName name, Scope scope, Problems problems) {
    this.name = name;
    this.scope = scope;
    this.problems = problems;
    this.references = new ColumnReferences(scope, name, problems);
  }

  static Table read(QualifiedName name, Block block, Scope scope, Problems problems) {
    return new TableReader(name, scope, problems).table(block);
  }

  private Table table(Block block) {
    BlockReader reader = BlockReader.of(block, Grammar.TABLE, problems);
    ColumnReader columnReader = new ColumnReader(scope, problems);
    IndexReader indexReader = new IndexReader(references, problems);
    List<Column> columns = reader.blocks("column").stream().map(columnReader::read).toList();
    distinct(reader.blocks("column"));
    Block key = reader.block("primary_key");
    return new Table(
        name,
        columns,
        key == null ? null : primaryKey(key, columns),
        sorted(reader.blocks("unique"), this::unique, Unique::name),
        sorted(reader.blocks("index"), indexReader::read, Index::name),
        sorted(reader.blocks("foreign_key"), this::foreignKey, ForeignKey::name),
        sorted(reader.blocks("check"), this::check, Check::name),
        reader.text("comment"),
        reader.range());
  }

  private static <T> List<T> sorted(
      List<Block> blocks, Function<Block, @Nullable T> read, Function<T, String> name) {
    return blocks.stream()
        .map(read)
        .filter(Objects::nonNull)
        .sorted(Comparator.comparing(name))
        .toList();
  }

  private void distinct(List<Block> columns) {
    Map<String, Word> seen = new HashMap<>();
    for (Block block : columns) {
      if (block.labels().isEmpty()) {
        continue;
      }
      Word label = block.labels().getLast();
      Word first = seen.putIfAbsent(label.text(), label);
      if (first != null) {
        problems.error(
            ErrorCode.SCHEMA_DUPLICATE_NAME,
            label.range(),
            "the table " + name + " has a column \"" + label.text() + "\" already",
            "it stands at " + first.range().from());
      }
    }
  }

  private @Nullable List<String> columns(BlockReader reader) {
    Expression value = reader.required("columns", "such as columns = [column.id]");
    return value == null ? null : references.own("columns", value);
  }

  private List<String> include(BlockReader reader) {
    Expression value = reader.value("include");
    List<String> included = value == null ? null : references.own("include", value);
    return included == null ? List.of() : included;
  }

  private @Nullable PrimaryKey primaryKey(Block block, List<Column> columns) {
    BlockReader reader = BlockReader.of(block, Grammar.PRIMARY_KEY, problems);
    List<String> key = columns(reader);
    List<String> include = include(reader);
    String comment = reader.text("comment");
    if (key == null) {
      return null;
    }
    for (Column column : columns) {
      if (column.nullable() && key.contains(column.name())) {
        problems.error(
            ErrorCode.SCHEMA_PRIMARY_KEY,
            column.range(),
            "the column \"" + column.name() + "\" is part of the primary key and may be null",
            "remove null = true");
      }
    }
    return new PrimaryKey(Names.primaryKey(name.name()), key, include, comment, reader.range());
  }

  private @Nullable Unique unique(Block block) {
    BlockReader reader = BlockReader.of(block, Grammar.UNIQUE, problems);
    Names.check(reader.name(), problems);
    List<String> columns = columns(reader);
    List<String> include = include(reader);
    boolean distinct = reader.truth("nulls_distinct", true);
    String comment = reader.text("comment");
    return columns == null
        ? null
        : new Unique(reader.name().text(), columns, include, distinct, comment, reader.range());
  }

  private @Nullable Check check(Block block) {
    BlockReader reader = BlockReader.of(block, Grammar.CHECK, problems);
    Names.check(reader.name(), problems);
    Expression value = reader.required("expr", "such as expr = \"price > 0\"");
    Expression.Text sql = value == null ? null : SqlCall.expression("expr", value, problems);
    Fragment condition = sql == null ? null : Fragments.expression(sql, problems);
    String comment = reader.text("comment");
    return condition == null
        ? null
        : new Check(reader.name().text(), condition, comment, reader.range());
  }

  private @Nullable ForeignKey foreignKey(Block block) {
    BlockReader reader = BlockReader.of(block, Grammar.FOREIGN_KEY, problems);
    Names.check(reader.name(), problems);
    List<String> columns = columns(reader);
    Expression refs =
        reader.required("ref_columns", "such as ref_columns = [table.users.column.id]");
    ColumnReferences.Columns target = refs == null ? null : references.any("ref_columns", refs);
    ForeignKey.Action onDelete = reader.word("on_delete", ACTIONS);
    ForeignKey.Action onUpdate = reader.word("on_update", ACTIONS);
    ForeignKey.Deferral deferral = reader.word("deferrable", DEFERRALS);
    if (columns == null || target == null) {
      return null;
    }
    return new ForeignKey(
        reader.name().text(),
        columns,
        target.table(),
        target.names(),
        onDelete == null ? ForeignKey.Action.NO_ACTION : onDelete,
        onUpdate == null ? ForeignKey.Action.NO_ACTION : onUpdate,
        deferral == null ? ForeignKey.Deferral.NONE : deferral,
        reader.range());
  }
}
