/**
 * LogicBundles: whether they are valid, which of them make a release, and what their status says.
 */
@NullMarked
package dev.santokit.operator.bundle;

import org.jspecify.annotations.NullMarked;
