/** The functions of a release as they are served, and the tree of runs that one call is. */
@NullMarked
package dev.santokit.server.function;

import org.jspecify.annotations.NullMarked;
