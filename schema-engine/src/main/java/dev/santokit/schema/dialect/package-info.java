/**
 * What blocks and attributes mean. Whatever the dialect does not know is an error that names it:
 * what is ignored today is dropped tomorrow.
 */
@NullMarked
package dev.santokit.schema.dialect;

import org.jspecify.annotations.NullMarked;
