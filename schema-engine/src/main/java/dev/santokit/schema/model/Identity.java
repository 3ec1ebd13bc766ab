package dev.santokit.schema.model;

import org.jspecify.annotations.Nullable;

/**
 * A column that Postgres numbers.
 *
 * @param always whether an insert may not give a number of its own
 * @param start the first number; null: 1
 * @param increment what the next number adds; null: 1
 */
public record Identity(boolean always, @Nullable Long start, @Nullable Long increment) {}
