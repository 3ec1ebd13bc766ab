/** Profiles: named ways to an API server, kept in {@code ~/.santokit}. */
@NullMarked
package dev.santokit.cli.profile;

import org.jspecify.annotations.NullMarked;
