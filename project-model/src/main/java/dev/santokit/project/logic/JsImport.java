package dev.santokit.project.logic;

/**
 * A module that JavaScript names.
 *
 * @param specifier as it is written between the quotes
 * @param from offset of the opening quote
 * @param to offset after the closing quote
 */
record JsImport(String specifier, int from, int to) {}
