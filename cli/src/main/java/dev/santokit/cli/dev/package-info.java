/** {@code stk dev}: a project's server, its Postgres and a watch on its files, in one process. */
@NullMarked
package dev.santokit.cli.dev;

import org.jspecify.annotations.NullMarked;
