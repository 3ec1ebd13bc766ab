/** What is wrong with an input, where, and what would be right: errors are values. */
@NullMarked
package dev.santokit.project.problem;

import org.jspecify.annotations.NullMarked;
