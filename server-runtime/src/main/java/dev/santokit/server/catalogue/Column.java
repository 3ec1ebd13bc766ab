package dev.santokit.server.catalogue;

import dev.santokit.server.postgres.PgType;
import org.jspecify.annotations.Nullable;

/**
 * A column of a table.
 *
 * @param position among the table's columns, from 0
 * @param type what its values are; a domain is what it is made of
 * @param element the type of an array's elements; null when it is no array
 * @param arrayOid the oid of arrays of its type; 0 when there are none
 * @param notNull whether it takes no NULL
 * @param hasDefault whether a row that says nothing of it gets a value
 * @param computed whether Postgres alone gives it values: GENERATED ALWAYS, as identity or from
 *     other columns
 */
public record Column(
    String name,
    int position,
    PgType type,
    @Nullable PgType element,
    int arrayOid,
    boolean notNull,
    boolean hasDefault,
    boolean computed) {}
