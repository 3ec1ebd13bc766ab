/** LogicBundle: one function of a project. */
@NullMarked
package dev.santokit.crds.bundle;

import org.jspecify.annotations.NullMarked;
