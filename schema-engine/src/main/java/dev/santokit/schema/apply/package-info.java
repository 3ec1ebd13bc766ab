/** Carrying a plan out, so that it can be killed at any statement and goes on where it was. */
@NullMarked
package dev.santokit.schema.apply;

import org.jspecify.annotations.NullMarked;
