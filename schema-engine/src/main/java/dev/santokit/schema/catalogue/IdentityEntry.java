package dev.santokit.schema.catalogue;

import com.fasterxml.jackson.annotation.JsonFormat;

/**
 * How Postgres numbers a column.
 *
 * @param always whether an insert may not give a number of its own
 * @param start the first number; in JSON a text, since numbers end there where a double is exact
 * @param increment what the next number adds
 */
public record IdentityEntry(
    boolean always,
    @JsonFormat(shape = JsonFormat.Shape.STRING) long start,
    @JsonFormat(shape = JsonFormat.Shape.STRING) long increment) {}
