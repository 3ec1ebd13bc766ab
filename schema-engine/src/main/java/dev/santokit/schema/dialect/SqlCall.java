package dev.santokit.schema.dialect;

import dev.santokit.project.problem.ErrorCode;
import dev.santokit.project.problem.Problems;
import dev.santokit.schema.hcl.Expression;
import org.jspecify.annotations.Nullable;

/** {@code sql("…")}: what the dialect has no word for, as SQL. */
final class SqlCall {

  private SqlCall() {}

  /** What stands in its parentheses; null after an error. */
  static Expression.@Nullable Text argument(Expression.Call call, Problems problems) {
    boolean isSql = call.name().text().equals("sql");
    if (isSql
        && call.arguments().size() == 1
        && call.arguments().getFirst() instanceof Expression.Text text) {
      return text;
    }
    problems.error(
        ErrorCode.SCHEMA_WRONG_VALUE,
        call.range(),
        isSql ? "sql takes one string" : "there is no function \"" + call.name().text() + "\" here",
        "write sql(\"…\")");
    return null;
  }

  /** An expression that stands as a string or as {@code sql("…")}; null after an error. */
  static Expression.@Nullable Text expression(String name, Expression value, Problems problems) {
    return switch (value) {
      case Expression.Text text -> text;
      case Expression.Call call -> argument(call, problems);
      default -> {
        problems.error(
            ErrorCode.SCHEMA_WRONG_VALUE,
            value.range(),
            name + " must be SQL in quotes, not " + value.describe());
        yield null;
      }
    };
  }
}
