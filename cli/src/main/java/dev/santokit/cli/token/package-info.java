/** Tokens for callers of a project under development, and the secrets that sign them. */
@NullMarked
package dev.santokit.cli.token;

import org.jspecify.annotations.NullMarked;
