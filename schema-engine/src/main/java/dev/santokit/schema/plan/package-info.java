/** From a desired schema and a live database to a plan that somebody can read and agree to. */
@NullMarked
package dev.santokit.schema.plan;

import org.jspecify.annotations.NullMarked;
