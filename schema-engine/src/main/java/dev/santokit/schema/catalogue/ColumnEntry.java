package dev.santokit.schema.catalogue;

import org.jspecify.annotations.Nullable;

/**
 * A column.
 *
 * @param type as {@code format_type} spells it: {@code character varying(10)}, {@code
 *     public.status}
 * @param defaultSql as {@code pg_get_expr} prints it; null: none, or one of {@code serial} or
 *     {@code generated}
 * @param identity null: it is none
 * @param generated what a stored generated column is computed from; null: it is none
 * @param serial whether its default is the next number of a sequence of its own
 */
public record ColumnEntry(
    String name,
    String type,
    boolean nullable,
    @Nullable String defaultSql,
    @Nullable IdentityEntry identity,
    @Nullable String generated,
    boolean serial,
    @Nullable String comment) {}
