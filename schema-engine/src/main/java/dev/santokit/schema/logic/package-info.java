/** Which tables and columns the logic that is served uses, as Postgres itself reads it. */
@NullMarked
package dev.santokit.schema.logic;

import org.jspecify.annotations.NullMarked;
