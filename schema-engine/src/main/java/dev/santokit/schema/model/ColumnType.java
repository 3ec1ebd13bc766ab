package dev.santokit.schema.model;

import java.util.Locale;

/** The type of a column. */
public sealed interface ColumnType {

  /** As it stands in a statement. */
  String sql();

  /**
   * One of those that every Postgres has.
   *
   * @param sql spelled as Postgres itself spells it: {@code character varying(10)}
   */
  record BuiltIn(String sql) implements ColumnType {}

  /** An integer that takes its default from a sequence that Postgres makes with it. */
  enum Serial implements ColumnType {
    SMALLSERIAL,
    SERIAL,
    BIGSERIAL;

    @Override
    public String sql() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** An enum of the schema. */
  record OfEnum(QualifiedName name) implements ColumnType {
    @Override
    public String sql() {
      return name.sql();
    }
  }

  /** A type as the developer spelled it. */
  record Spelled(Fragment fragment) implements ColumnType {
    @Override
    public String sql() {
      return fragment.sql();
    }
  }
}
