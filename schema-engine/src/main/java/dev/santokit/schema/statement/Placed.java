package dev.santokit.schema.statement;

/** A statement and where it goes. */
record Placed(Side side, Phase phase, Step step) {}
