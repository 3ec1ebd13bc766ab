package dev.santokit.project.logic;

/** A function as its files say it. */
public record LogicFunction(
    FunctionPath path, LogicType type, FunctionConfig config, Source source) {}
