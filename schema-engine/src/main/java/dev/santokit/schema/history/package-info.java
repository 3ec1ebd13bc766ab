/** Flyway, which executes migrations and keeps their histories, on a connection that we hold. */
@NullMarked
package dev.santokit.schema.history;

import org.jspecify.annotations.NullMarked;
