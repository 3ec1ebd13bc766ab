/** The SQL of changes: in which form, in which order, before or after the release. Pure. */
@NullMarked
package dev.santokit.schema.statement;

import org.jspecify.annotations.NullMarked;
