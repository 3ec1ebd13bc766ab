package dev.santokit.schema.journal;

import dev.santokit.schema.model.QualifiedName;

/**
 * A statement that no transaction undoes has begun: it builds or drops an index.
 *
 * @param index which one
 * @param without digest of the live schema without that index, which the statement does not change
 */
public record Alone(QualifiedName index, String without) {}
