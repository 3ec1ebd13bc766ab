/** The tables of schema {@code santokit}, which every database of a project has. */
@NullMarked
package dev.santokit.project.system;

import org.jspecify.annotations.NullMarked;
