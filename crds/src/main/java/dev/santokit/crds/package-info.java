/** The three custom resources as Java types, from which their CRDs are generated. */
@NullMarked
package dev.santokit.crds;

import org.jspecify.annotations.NullMarked;
