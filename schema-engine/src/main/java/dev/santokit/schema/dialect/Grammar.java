package dev.santokit.schema.dialect;

import java.util.Map;
import java.util.Set;

/**
 * What one kind of block may hold.
 *
 * @param labels how many names stand after its type
 * @param attributes those that are read
 * @param laterAttributes those that the dialect has and this version does not
 * @param blocks those that are read, and how often they may stand
 * @param laterBlocks those that the dialect has and this version does not
 */
record Grammar(
    Labels labels,
    Set<String> attributes,
    Set<String> laterAttributes,
    Map<String, Often> blocks,
    Set<String> laterBlocks) {

  enum Labels {
    NONE,
    NAME,
    /** A name, or the name of a schema and a name. */
    QUALIFIED
  }

  enum Often {
    ONCE,
    MANY
  }

  static final Grammar FILE =
      new Grammar(
          Labels.NONE,
          Set.of(),
          Set.of(),
          Map.of("schema", Often.MANY, "table", Often.MANY, "enum", Often.MANY),
          Set.of(
              "domain",
              "extension",
              "function",
              "locals",
              "materialized",
              "policy",
              "row_security",
              "sequence",
              "trigger",
              "variable",
              "view"));

  static final Grammar SCHEMA = leaf(Labels.NAME, "comment");

  static final Grammar ENUM = leaf(Labels.QUALIFIED, "schema", "values", "comment");

  static final Grammar TABLE =
      new Grammar(
          Labels.QUALIFIED,
          Set.of("schema", "comment"),
          Set.of("renamed_from"),
          Map.of(
              "column", Often.MANY,
              "primary_key", Often.ONCE,
              "index", Often.MANY,
              "unique", Often.MANY,
              "foreign_key", Often.MANY,
              "check", Often.MANY),
          Set.of("partition", "row_security"));

  static final Grammar COLUMN =
      new Grammar(
          Labels.NAME,
          Set.of("type", "null", "default", "comment"),
          Set.of("as", "renamed_from"),
          Map.of("identity", Often.ONCE),
          Set.of("as"));

  static final Grammar IDENTITY = leaf(Labels.NONE, "generated", "start", "increment");

  static final Grammar PRIMARY_KEY = leaf(Labels.NONE, "columns", "include", "comment");

  static final Grammar INDEX =
      new Grammar(
          Labels.NAME,
          Set.of("columns", "unique", "where", "type", "include", "nulls_distinct", "comment"),
          Set.of(),
          Map.of("on", Often.MANY),
          Set.of());

  static final Grammar ON =
      leaf(Labels.NONE, "column", "expr", "desc", "nulls_first", "nulls_last", "ops");

  static final Grammar UNIQUE =
      leaf(Labels.NAME, "columns", "include", "nulls_distinct", "comment");

  static final Grammar FOREIGN_KEY =
      leaf(Labels.NAME, "columns", "ref_columns", "on_delete", "on_update", "deferrable");

  static final Grammar CHECK = leaf(Labels.NAME, "expr", "comment");

  private static Grammar leaf(Labels labels, String... attributes) {
    return new Grammar(labels, Set.of(attributes), Set.of(), Map.of(), Set.of());
  }
}
