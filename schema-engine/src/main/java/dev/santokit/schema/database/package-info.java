/** The connection to a database as its owner, over which a schema is read and changed. */
@NullMarked
package dev.santokit.schema.database;

import org.jspecify.annotations.NullMarked;
