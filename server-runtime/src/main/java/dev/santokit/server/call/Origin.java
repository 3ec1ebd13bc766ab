package dev.santokit.server.call;

import org.jspecify.annotations.Nullable;

/**
 * The call that something happened in, so that all that is known of it can be found.
 *
 * @param requestId what its answer and all its lines call it
 * @param traceId 32 hex digits; null when its client began no trace and nobody records one
 * @param release as in X-Santokit-Release; null before the first
 * @param user the id of its caller; null when that is anonymous or not known yet
 */
public record Origin(
    String requestId, @Nullable String traceId, @Nullable String release, @Nullable String user) {}
