/** A PostgreSQL of the project's own: unpacked, created, started and stopped by {@code stk dev}. */
@NullMarked
package dev.santokit.cli.postgres;

import org.jspecify.annotations.NullMarked;
