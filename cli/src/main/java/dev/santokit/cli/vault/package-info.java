/** Secrets of a project in a cluster: sealed here, opened by its server alone. */
@NullMarked
package dev.santokit.cli.vault;

import org.jspecify.annotations.NullMarked;
