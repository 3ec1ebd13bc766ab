package dev.santokit.schema.model;

import dev.santokit.project.problem.Range;
import org.jspecify.annotations.Nullable;

/** A condition that every row meets. */
public record Check(String name, Fragment condition, @Nullable String comment, Range range) {}
