package dev.santokit.schema.model;

import dev.santokit.project.problem.Range;
import org.jspecify.annotations.Nullable;

/**
 * A column.
 *
 * @param nullable whether it may hold null
 * @param defaultValue null: none, which is the same as {@code DEFAULT NULL}
 * @param identity null: it is none
 */
public record Column(
    String name,
    ColumnType type,
    boolean nullable,
    @Nullable DefaultValue defaultValue,
    @Nullable Identity identity,
    @Nullable String comment,
    Range range) {}
