/** The operator: makes what a cluster runs equal to what projects, bundles and plans say. */
@NullMarked
package dev.santokit.operator;

import org.jspecify.annotations.NullMarked;
