/** Answers that are given more than once. */
@NullMarked
package dev.santokit.server.cache;

import org.jspecify.annotations.NullMarked;
