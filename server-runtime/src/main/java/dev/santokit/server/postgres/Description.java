package dev.santokit.server.postgres;

import org.jspecify.annotations.Nullable;
import org.postgresql.core.Field;

/**
 * What Postgres says about a statement without running it.
 *
 * @param types the oid of each parameter's type
 * @param fields the columns of its result; null when it has none
 */
@SuppressWarnings("ArrayRecordComponent") // read once
public record Description(int[] types, Field @Nullable [] fields) {}
