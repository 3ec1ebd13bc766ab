package dev.santokit.cli.apply;

import org.jspecify.annotations.Nullable;

/**
 * What an apply waits for.
 *
 * @param generation of the project after what was written: older observations say nothing
 * @param manifest digest of the release that should be served; null: whichever there is
 * @param configured whether configuration was written, so that pods may have to be replaced
 */
record Expected(long generation, @Nullable String manifest, boolean configured) {}
