/** What a database holds, in Postgres' own words. */
@NullMarked
package dev.santokit.schema.catalogue;

import org.jspecify.annotations.NullMarked;
