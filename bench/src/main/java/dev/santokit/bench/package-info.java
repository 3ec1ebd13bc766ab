/** Benchmarks. Each prints its figure beside that of a limit, measured in the same run. */
@NullMarked
package dev.santokit.bench;

import org.jspecify.annotations.NullMarked;
