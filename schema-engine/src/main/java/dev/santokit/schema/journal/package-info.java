/** What the database remembers of plans that were carried out, or are half done. */
@NullMarked
package dev.santokit.schema.journal;

import org.jspecify.annotations.NullMarked;
