package dev.santokit.schema.catalogue;

/**
 * How Postgres numbers a column.
 *
 * @param always whether an insert may not give a number of its own
 */
public record IdentityEntry(boolean always, long start, long increment) {}
