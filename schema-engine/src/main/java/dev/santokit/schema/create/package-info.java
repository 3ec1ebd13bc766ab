/** From a desired schema to the statements that create it on an empty database. Pure. */
@NullMarked
package dev.santokit.schema.create;

import org.jspecify.annotations.NullMarked;
