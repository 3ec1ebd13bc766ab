package dev.santokit.server.crud;

import dev.santokit.server.catalogue.Column;
import dev.santokit.server.postgres.PgType;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How a condition compares a column with a value. */
enum Comparison {
  EQ("eq", " = "),
  NE("ne", " <> "),
  GT("gt", " > "),
  GTE("gte", " >= "),
  LT("lt", " < "),
  LTE("lte", " <= "),
  IN("in", " = ANY ("),
  NOT_IN("notIn", " <> ALL ("),
  LIKE("like", " LIKE "),
  ILIKE("ilike", " ILIKE "),
  IS_NULL("isNull", " IS NULL"),
  CONTAINS("contains", " @> "),
  OVERLAPS("overlaps", " && ");

  static final Map<String, Comparison> BY_WORD =
      Arrays.stream(values())
          .collect(Collectors.toUnmodifiableMap(comparison -> comparison.word, c -> c));

  private final String word;
  private final String sql;

  Comparison(String word, String sql) {
    this.word = word;
    this.sql = sql;
  }

  /** As clients write it. */
  String word() {
    return word;
  }

  /** As Postgres writes it, up to the value. */
  String sql() {
    return sql;
  }

  /** Whether values of the column have an order, and so are equal or not. */
  static boolean isOrdered(Column column) {
    char category = column.type().category();
    return column.type().oid() != PgType.JSON
        && category != 'G'
        && !column.type().name().equals("xml");
  }

  /** Why a column of this kind cannot be compared so; null when it can. */
  @Nullable String refuses(Column column) {
    char category = column.type().category();
    boolean fits =
        switch (this) {
          case LIKE, ILIKE -> category == 'S';
          case CONTAINS -> column.type().isArray() || column.type().isJson() || category == 'R';
          case OVERLAPS -> column.type().isArray() || category == 'R';
          case IN, NOT_IN -> column.arrayOid() != 0 && isOrdered(column);
          case EQ, NE, GT, GTE, LT, LTE -> isOrdered(column);
          case IS_NULL -> true;
        };
    return fits
        ? null
        : word + " does not fit " + column.name() + ", which is of type " + column.type().name();
  }
}
