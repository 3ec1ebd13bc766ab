package dev.santokit.schema.model;

import dev.santokit.project.problem.Range;

/**
 * SQL that a developer wrote: one expression, or one type. It was checked to be no more than that
 * before it came here, see {@code dialect.Fragments}.
 *
 * @param sql without comments, its white space made one blank
 */
public record Fragment(String sql, Range range) {}
