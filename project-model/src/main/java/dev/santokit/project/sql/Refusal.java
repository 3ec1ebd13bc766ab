package dev.santokit.project.sql;

import dev.santokit.project.problem.ErrorCode;
import org.jspecify.annotations.Nullable;

/**
 * What a call may not say.
 *
 * @param from offset in the body of its first character
 * @param to offset after its last one
 */
record Refusal(ErrorCode code, int from, int to, String what, @Nullable String hint) {}
