/** From valid bundles to a release that all pods serve. */
@NullMarked
package dev.santokit.operator.release;

import org.jspecify.annotations.NullMarked;
