/** The command line {@code stk}: a class per command, and the one place that maps failures. */
@NullMarked
package dev.santokit.cli;

import org.jspecify.annotations.NullMarked;
