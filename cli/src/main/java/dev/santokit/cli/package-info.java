/** The command stk: arguments, one line of work, output. */
@NullMarked
package dev.santokit.cli;

import org.jspecify.annotations.NullMarked;
