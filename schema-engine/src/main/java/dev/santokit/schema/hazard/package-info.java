/** What a change may hurt: codes, levels, and what the rows that are there say about it. */
@NullMarked
package dev.santokit.schema.hazard;

import org.jspecify.annotations.NullMarked;
