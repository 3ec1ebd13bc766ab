/**
 * Databases that somebody names by a URL, without a cluster: planning and applying schemas there.
 */
@NullMarked
package dev.santokit.cli.database;

import org.jspecify.annotations.NullMarked;
