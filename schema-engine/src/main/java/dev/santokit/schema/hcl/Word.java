package dev.santokit.schema.hcl;

import dev.santokit.project.problem.Range;

/** A name as it stands in a file, with or without quotes around it. */
public record Word(String text, Range range) {}
