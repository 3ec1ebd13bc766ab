package dev.santokit.schema.catalogue;

/** The queries of {@link CatalogueReader}. Each takes arrays, so none is asked per table. */
final class Queries {

  /** Of schemas by name: name, comment. What initdb says of public is no comment. */
  static final String SCHEMAS =
      """
      SELECT n.nspname,
        nullif(pg_catalog.obj_description(n.oid, 'pg_namespace'), 'standard public schema')
      FROM pg_catalog.pg_namespace n
      WHERE n.nspname = ANY (?)
      """;

  /** Of schemas by name: schema, name, values, comment. */
  static final String ENUMS =
      """
      SELECT n.nspname, t.typname,
        ARRAY(
          SELECT e.enumlabel::text FROM pg_catalog.pg_enum e
          WHERE e.enumtypid = t.oid ORDER BY e.enumsortorder),
        pg_catalog.obj_description(t.oid, 'pg_type')
      FROM pg_catalog.pg_type t
      JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace
      WHERE n.nspname = ANY (?) AND t.typtype = 'e'
        AND NOT EXISTS (
          SELECT FROM pg_catalog.pg_depend d
          WHERE d.classid = 'pg_catalog.pg_type'::pg_catalog.regclass
            AND d.objid = t.oid AND d.deptype = 'e')
      """;

  /** Of schemas by name: oid, schema, name, comment, rows, bytes; without what is asked of none. */
  static final String TABLES =
      """
      SELECT c.oid::bigint, n.nspname, c.relname, pg_catalog.obj_description(c.oid, 'pg_class'),
        c.reltuples::bigint, CASE WHEN ? THEN pg_catalog.pg_total_relation_size(c.oid) ELSE 0 END
      FROM pg_catalog.pg_class c
      JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
      WHERE n.nspname = ANY (?) AND c.relkind = 'r' AND NOT c.relispartition
        AND NOT EXISTS (
          SELECT FROM pg_catalog.pg_depend d
          WHERE d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass
            AND d.objid = c.oid AND d.deptype = 'e')
      """;

  /**
   * Of tables by oid, twice: table, name, type, nullable, default, identity, generated, start,
   * increment, whether the default counts a sequence of the column's own, comment.
   */
  static final String COLUMNS =
      """
      SELECT a.attrelid::bigint, a.attname, pg_catalog.format_type(a.atttypid, a.atttypmod),
        NOT a.attnotnull, pg_catalog.pg_get_expr(d.adbin, d.adrelid),
        a.attidentity::text, a.attgenerated::text, s.seqstart, s.seqincrement,
        own.deptype = 'a' AND EXISTS (
          SELECT FROM pg_catalog.pg_depend counts
          WHERE counts.classid = 'pg_catalog.pg_attrdef'::pg_catalog.regclass
            AND counts.objid = d.oid
            AND counts.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass
            AND counts.refobjid = own.objid),
        pg_catalog.col_description(a.attrelid, a.attnum)
      FROM pg_catalog.pg_attribute a
      LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
      LEFT JOIN (
        SELECT p.objid, p.deptype, p.refobjid, p.refobjsubid
        FROM pg_catalog.pg_depend p
        JOIN pg_catalog.pg_sequence q ON q.seqrelid = p.objid
        WHERE p.classid = 'pg_catalog.pg_class'::pg_catalog.regclass
          AND p.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass
          AND p.refobjid = ANY (?::pg_catalog.oid[]) AND p.deptype IN ('a', 'i')
      ) own ON own.refobjid = a.attrelid AND own.refobjsubid = a.attnum
      LEFT JOIN pg_catalog.pg_sequence s ON s.seqrelid = own.objid
      WHERE a.attrelid = ANY (?::pg_catalog.oid[]) AND a.attnum > 0 AND NOT a.attisdropped
      ORDER BY a.attrelid, a.attnum
      """;

  /**
   * Of tables by oid: table, name, unique, valid, definition, its columns in order, all columns
   * that it depends on, comment; without those of constraints.
   */
  static final String INDEXES =
      """
      SELECT i.indrelid::bigint, x.relname, i.indisunique, i.indisvalid,
        pg_catalog.substr(
          pg_catalog.pg_get_indexdef(i.indexrelid),
          pg_catalog.length(
            pg_catalog.format(
              'CREATE %sINDEX %I ON %I.%I ',
              CASE WHEN i.indisunique THEN 'UNIQUE ' ELSE '' END,
              x.relname, n.nspname, c.relname)) + 1),
        ARRAY(
          SELECT a.attname::text
          FROM pg_catalog.unnest(i.indkey::pg_catalog.int2[]) WITH ORDINALITY k (num, place)
          JOIN pg_catalog.pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.num
          ORDER BY k.place),
        ARRAY(
          SELECT a.attname::text
          FROM pg_catalog.pg_depend d
          JOIN pg_catalog.pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
          WHERE d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass
            AND d.objid = i.indexrelid AND d.refobjid = i.indrelid
            AND d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.refobjsubid > 0
          ORDER BY a.attnum),
        pg_catalog.obj_description(i.indexrelid, 'pg_class')
      FROM pg_catalog.pg_index i
      JOIN pg_catalog.pg_class x ON x.oid = i.indexrelid
      JOIN pg_catalog.pg_class c ON c.oid = i.indrelid
      JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
      WHERE i.indrelid = ANY (?::pg_catalog.oid[])
        AND NOT EXISTS (
          SELECT FROM pg_catalog.pg_constraint k
          WHERE k.conindid = i.indexrelid AND k.contype IN ('p', 'u', 'x'))
      """;

  /**
   * Of tables by oid: table, name, kind, definition, columns, validated, included columns, nulls
   * distinct, target's schema, target, its columns, match, update, delete, columns of delete,
   * deferrable, deferred, comment. Definitions are asked of checks alone.
   */
  static final String CONSTRAINTS =
      """
      SELECT k.conrelid::bigint, k.conname, k.contype::text,
        CASE k.contype WHEN 'c' THEN pg_catalog.pg_get_constraintdef(k.oid) END,
        ARRAY(
          SELECT a.attname::text FROM pg_catalog.unnest(k.conkey) WITH ORDINALITY c (num, place)
          JOIN pg_catalog.pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = c.num
          ORDER BY c.place),
        k.convalidated,
        ARRAY(
          SELECT a.attname::text
          FROM pg_catalog.unnest(i.indkey::pg_catalog.int2[]) WITH ORDINALITY c (num, place)
          JOIN pg_catalog.pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = c.num
          WHERE c.place > i.indnkeyatts
          ORDER BY c.place),
        NOT coalesce(
          (pg_catalog.to_jsonb(i) ->> 'indnullsnotdistinct')::pg_catalog.bool, false),
        n.nspname, t.relname,
        ARRAY(
          SELECT a.attname::text FROM pg_catalog.unnest(k.confkey) WITH ORDINALITY c (num, place)
          JOIN pg_catalog.pg_attribute a ON a.attrelid = k.confrelid AND a.attnum = c.num
          ORDER BY c.place),
        k.confmatchtype::text, k.confupdtype::text, k.confdeltype::text,
        ARRAY(
          SELECT a.attname::text
          FROM pg_catalog.jsonb_array_elements_text(
            CASE pg_catalog.jsonb_typeof(pg_catalog.to_jsonb(k) -> 'confdelsetcols')
              WHEN 'array' THEN pg_catalog.to_jsonb(k) -> 'confdelsetcols' ELSE '[]' END) c (num)
          JOIN pg_catalog.pg_attribute a ON a.attrelid = k.conrelid
            AND a.attnum = c.num::pg_catalog.int2
          ORDER BY a.attnum),
        k.condeferrable, k.condeferred, pg_catalog.obj_description(k.oid, 'pg_constraint')
      FROM pg_catalog.pg_constraint k
      LEFT JOIN pg_catalog.pg_index i ON i.indexrelid = k.conindid AND k.contype IN ('p', 'u')
      LEFT JOIN pg_catalog.pg_class t ON t.oid = k.confrelid
      LEFT JOIN pg_catalog.pg_namespace n ON n.oid = t.relnamespace
      WHERE k.conrelid = ANY (?::pg_catalog.oid[]) AND k.contype IN ('p', 'u', 'c', 'f')
      """;

  private Queries() {}
}
