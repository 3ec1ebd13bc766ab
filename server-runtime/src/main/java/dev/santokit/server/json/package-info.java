/** JSON in and out: strict reading, bounded writing. */
@NullMarked
package dev.santokit.server.json;

import org.jspecify.annotations.NullMarked;
