/**
 * Has Postgres itself say what a desired schema is in its own words: by making it beside the live
 * one, in a transaction that is undone.
 */
@NullMarked
package dev.santokit.schema.scratch;

import org.jspecify.annotations.NullMarked;
