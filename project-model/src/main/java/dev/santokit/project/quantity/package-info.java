/** Durations and sizes as users write them: one grammar everywhere. */
@NullMarked
package dev.santokit.project.quantity;

import org.jspecify.annotations.NullMarked;
