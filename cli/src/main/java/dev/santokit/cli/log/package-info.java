/** What servers log: their lines, and the lines of all pods of a project in one order. */
@NullMarked
package dev.santokit.cli.log;

import org.jspecify.annotations.NullMarked;
