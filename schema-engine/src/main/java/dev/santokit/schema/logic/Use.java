package dev.santokit.schema.logic;

import dev.santokit.schema.model.QualifiedName;
import org.jspecify.annotations.Nullable;

/**
 * A table, or a column of it, that something uses.
 *
 * @param column null: the table as a whole
 */
record Use(QualifiedName table, @Nullable String column) {}
