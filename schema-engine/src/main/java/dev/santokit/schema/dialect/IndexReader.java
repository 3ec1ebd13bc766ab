package dev.santokit.schema.dialect;

import dev.santokit.project.problem.ErrorCode;
import dev.santokit.project.problem.Problems;
import dev.santokit.schema.hcl.Block;
import dev.santokit.schema.hcl.Expression;
import dev.santokit.schema.model.Fragment;
import dev.santokit.schema.model.Index;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads {@code index} blocks. */
final class IndexReader {

  private static final Map<String, Index.Method> METHODS =
      Stream.of(Index.Method.values()).collect(Collectors.toMap(Enum::name, m -> m));

  private final ColumnReferences references;
  private final Problems problems;

  IndexReader(ColumnReferences references, Problems problems) {
    this.references = references;
    this.problems = problems;
  }

  Index read(Block block) {
    BlockReader reader = BlockReader.of(block, Grammar.INDEX, problems);
    Names.check(reader.name(), problems);
    boolean unique = reader.truth("unique", false);
    boolean nullsDistinct = reader.truth("nulls_distinct", true);
    Expression distinct = reader.value("nulls_distinct");
    if (distinct != null && !unique) {
      problems.error(
          ErrorCode.SCHEMA_CONFLICT,
          distinct.range(),
          "nulls_distinct says something about a unique index, and this is none",
          "add unique = true");
    }
    Index.Method method = reader.word("type", METHODS);
    Expression include = reader.value("include");
    List<String> included = include == null ? null : references.own("include", include);
    return new Index(
        reader.name().text(),
        parts(reader),
        unique,
        method == null ? Index.Method.BTREE : method,
        where(reader),
        included == null ? List.of() : included,
        nullsDistinct,
        reader.text("comment"),
        reader.range());
  }

  private @Nullable Fragment where(BlockReader reader) {
    Expression value = reader.value("where");
    Expression.Text sql = value == null ? null : SqlCall.expression("where", value, problems);
    return sql == null ? null : Fragments.expression(sql, problems);
  }

  private List<Index.Part> parts(BlockReader reader) {
    Expression columns = reader.value("columns");
    List<Block> on = reader.blocks("on");
    if (columns == null && on.isEmpty()) {
      reader.missing("columns", "add columns = [column.…] or blocks on { … }");
    }
    if (columns != null && !on.isEmpty()) {
      problems.error(
          ErrorCode.SCHEMA_CONFLICT,
          on.getFirst().header(),
          "an index has columns or blocks on { … }, not both",
          "write each column as on { column = column.… }");
    }
    if (columns != null) {
      List<String> names = references.own("columns", columns);
      return names == null ? List.of() : names.stream().map(IndexReader::plain).toList();
    }
    return on.stream().map(this::part).filter(Objects::nonNull).toList();
  }

  private static Index.Part plain(String column) {
    return new Index.Part(new Index.Key.OfColumn(column), false, null, null);
  }

  private Index.@Nullable Part part(Block block) {
    BlockReader reader = BlockReader.of(block, Grammar.ON, problems);
    Index.Key key = key(reader);
    boolean first = reader.truth("nulls_first", false);
    boolean last = reader.truth("nulls_last", false);
    Expression lastValue = reader.value("nulls_last");
    if (first && last && lastValue != null) {
      problems.error(
          ErrorCode.SCHEMA_CONFLICT,
          lastValue.range(),
          "nulls cannot be both first and last",
          "remove one of the two");
    }
    Index.Nulls nulls = first ? Index.Nulls.FIRST : last ? Index.Nulls.LAST : null;
    boolean descending = reader.truth("desc", false);
    String operators = operators(reader);
    return key == null ? null : new Index.Part(key, descending, nulls, operators);
  }

  private Index.@Nullable Key key(BlockReader reader) {
    Expression column = reader.value("column");
    Expression expr = reader.value("expr");
    if (column == null && expr == null) {
      reader.missing("column", "add column = column.… or expr = \"…\"");
    }
    if (column != null && expr != null) {
      problems.error(
          ErrorCode.SCHEMA_CONFLICT,
          expr.range(),
          "on is a column or an expression, not both",
          "remove one of the two, or write two blocks");
    }
    if (column != null) {
      String name = references.one("column", column);
      return name == null ? null : new Index.Key.OfColumn(name);
    }
    Expression.Text sql = expr == null ? null : SqlCall.expression("expr", expr, problems);
    Fragment fragment = sql == null ? null : Fragments.expression(sql, problems);
    return fragment == null ? null : new Index.Key.OfExpression(fragment);
  }

  private @Nullable String operators(BlockReader reader) {
    Expression value = reader.value("ops");
    return switch (value) {
      case null -> null;
      case Expression.Reference r when r.steps().size() == 1 -> r.steps().getFirst().text();
      case Expression.Call call -> {
        problems.error(
            ErrorCode.NOT_YET_SUPPORTED,
            call.range(),
            "an operator class written as SQL is not supported yet",
            "write its name alone, such as ops = jsonb_path_ops");
        yield null;
      }
      default -> {
        reader.wrong("ops", value, "the name of an operator class without quotes");
        yield null;
      }
    };
  }
}
