/**
 * The schema that a project wants, as values: aliases resolved, references checked, everything
 * sorted by name unless its order means something. Each part remembers where it was written.
 */
@NullMarked
package dev.santokit.schema.model;

import org.jspecify.annotations.NullMarked;
