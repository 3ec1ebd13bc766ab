package dev.santokit.schema.dialect;

import dev.santokit.project.problem.ErrorCode;
import dev.santokit.project.problem.Problems;
import dev.santokit.project.problem.Range;
import dev.santokit.schema.hcl.Block;
import dev.santokit.schema.hcl.Expression;
import dev.santokit.schema.model.Column;
import dev.santokit.schema.model.ColumnType;
import dev.santokit.schema.model.DefaultValue;
import dev.santokit.schema.model.Fragment;
import dev.santokit.schema.model.Identity;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads {@code column} blocks. */
final class ColumnReader {

  private static final ColumnType UNREADABLE = new ColumnType.BuiltIn("text");

  private static final Set<String> NUMBERED = Set.of("smallint", "integer", "bigint");

  private final ColumnTypes types;
  private final Problems problems;

  ColumnReader(Scope scope, Problems problems) {
    this.types = new ColumnTypes(scope, problems);
    this.problems = problems;
  }

  Column read(Block block) {
    BlockReader reader = BlockReader.of(block, Grammar.COLUMN, problems);
    Names.checkColumn(reader.name(), problems);
    Expression written = reader.required("type", "such as type = text");
    ColumnType type = written == null ? null : types.read(written);
    boolean nullable = reader.truth("null", false);
    Expression defaultValue = reader.value("default");
    Block identityBlock = reader.block("identity");
    Identity identity = identityBlock == null ? null : identity(identityBlock);
    if (type != null) {
      numbering(type, identityBlock, reader, nullable);
    }
    return new Column(
        reader.name().text(),
        type == null ? UNREADABLE : type,
        nullable,
        defaultValue == null ? null : defaultValue(defaultValue),
        identity,
        reader.text("comment"),
        reader.range());
  }

  /** What cannot go with a column that numbers itself. */
  private void numbering(
      ColumnType type, @Nullable Block identity, BlockReader column, boolean nullable) {
    boolean serial = type instanceof ColumnType.Serial;
    if (identity == null && !serial) {
      return;
    }
    String what = identity == null ? type.sql() : "identity";
    if (identity != null && !NUMBERED.contains(type.sql())) {
      conflict(
          identity.header(),
          "identity numbers with smallint, integer or bigint, and this column is " + type.sql(),
          serial ? "write int instead of serial" : null);
    }
    Expression defaultValue = column.value("default");
    if (defaultValue != null) {
      conflict(
          defaultValue.range(),
          "a column with " + what + " has no other default",
          "remove the default");
    }
    if (nullable) {
      conflict(column.range(), "a column with " + what + " is never null", "remove null = true");
    }
  }

  private void conflict(Range range, String what, @Nullable String hint) {
    problems.error(ErrorCode.SCHEMA_CONFLICT, range, what, hint);
  }

  private Identity identity(Block block) {
    BlockReader reader = BlockReader.of(block, Grammar.IDENTITY, problems);
    reader.required("generated", "write generated = ALWAYS or generated = BY_DEFAULT");
    Boolean always = reader.word("generated", Map.of("ALWAYS", true, "BY_DEFAULT", false));
    return new Identity(
        Boolean.TRUE.equals(always), reader.integer("start"), reader.integer("increment"));
  }

  private static String quoted(Expression value) {
    return "\"" + (value instanceof Expression.Reference ? value.describe() : "…") + "\"";
  }

  private @Nullable DefaultValue defaultValue(Expression value) {
    return switch (value) {
      case Expression.Text text ->
          BlockReader.storable(text, problems) ? new DefaultValue.Text(text.value()) : null;
      case Expression.Numeral numeral -> new DefaultValue.Numeral(numeral.value());
      case Expression.Truth truth -> new DefaultValue.Truth(truth.value());
      case Expression.Nothing _ -> null; // Postgres does not even store DEFAULT NULL
      case Expression.Call call -> {
        Expression.Text sql = SqlCall.argument(call, problems);
        Fragment fragment = sql == null ? null : Fragments.expression(sql, problems);
        yield fragment == null ? null : new DefaultValue.Expression(fragment);
      }
      case Expression.Items _, Expression.Reference _ -> {
        problems.error(
            ErrorCode.SCHEMA_WRONG_VALUE,
            value.range(),
            "default cannot be " + value.describe(),
            "write " + quoted(value) + " or sql(" + quoted(value) + ")");
        yield null;
      }
    };
  }
}
