package dev.santokit.schema.model;

import java.math.BigDecimal;

/** What a column holds when an insert does not say. */
public sealed interface DefaultValue {

  /** As it stands in a statement after {@code DEFAULT}. */
  String sql();

  /** A text, which Postgres reads as the column's type. */
  record Text(String value) implements DefaultValue {
    @Override
    public String sql() {
      return Quote.literal(value);
    }
  }

  /** A number, exactly. */
  record Numeral(BigDecimal value) implements DefaultValue {
    @Override
    public String sql() {
      return value.toPlainString();
    }
  }

  /** {@code true} or {@code false}. */
  record Truth(boolean value) implements DefaultValue {
    @Override
    public String sql() {
      return Boolean.toString(value);
    }
  }

  /** An expression, in parentheses so that nothing but an expression can be one. */
  record Expression(Fragment fragment) implements DefaultValue {
    @Override
    public String sql() {
      return "(" + fragment.sql() + ")";
    }
  }
}
