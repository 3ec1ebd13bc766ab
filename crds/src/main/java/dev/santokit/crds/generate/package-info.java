/** Writes the CRDs into the chart; runs in the build, never in a process of Santokit's. */
@NullMarked
package dev.santokit.crds.generate;

import org.jspecify.annotations.NullMarked;
