/** What two snapshots of a schema differ in, as values. Pure. */
@NullMarked
package dev.santokit.schema.difference;

import org.jspecify.annotations.NullMarked;
