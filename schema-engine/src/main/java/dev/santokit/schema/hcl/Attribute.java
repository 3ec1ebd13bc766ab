package dev.santokit.schema.hcl;

/** {@code name = value}. */
public record Attribute(Word name, Expression value) {}
