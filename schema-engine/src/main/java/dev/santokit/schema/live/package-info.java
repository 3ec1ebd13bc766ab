/** The database: what it holds, what was applied to it, and making it what is wanted. */
@NullMarked
package dev.santokit.schema.live;

import org.jspecify.annotations.NullMarked;
