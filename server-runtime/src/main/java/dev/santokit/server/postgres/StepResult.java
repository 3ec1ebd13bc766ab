package dev.santokit.server.postgres;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.Field;
import org.postgresql.core.Tuple;

/**
 * What one statement gave.
 *
 * @param fields the columns; null when the statement has no result. The same array as long as the
 *     connection's prepared statement is the same.
 * @param rows in text format
 * @param affected how many rows a statement without a result changed; 0 otherwise
 */
@SuppressWarnings(
    "ArrayRecordComponent") // the driver's own array; its identity is what is compared
public record StepResult(Field @Nullable [] fields, List<Tuple> rows, long affected) {}
