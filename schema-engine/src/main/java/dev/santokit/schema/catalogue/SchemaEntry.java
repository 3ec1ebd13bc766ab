package dev.santokit.schema.catalogue;

import org.jspecify.annotations.Nullable;

/**
 * A schema in the sense of Postgres.
 *
 * @param comment null: none; what Postgres itself says of {@code public} is none
 */
public record SchemaEntry(String name, @Nullable String comment) {}
