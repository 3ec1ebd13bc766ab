/** How often callers may call. */
@NullMarked
package dev.santokit.server.limit;

import org.jspecify.annotations.NullMarked;
