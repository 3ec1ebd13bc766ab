/** Notices changes of a project's files. */
@NullMarked
package dev.santokit.cli.watch;

import org.jspecify.annotations.NullMarked;
