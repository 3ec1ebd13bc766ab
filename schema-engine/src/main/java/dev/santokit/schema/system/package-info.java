/** The tables of schema {@code santokit}, and what the role of the server may do. */
@NullMarked
package dev.santokit.schema.system;

import org.jspecify.annotations.NullMarked;
