/** Whether a database still is what was made of it. */
@NullMarked
package dev.santokit.schema.drift;

import org.jspecify.annotations.NullMarked;
