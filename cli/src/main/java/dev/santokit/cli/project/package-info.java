/** The project's folder as commands see it: where it is, and what a new one holds. */
@NullMarked
package dev.santokit.cli.project;

import org.jspecify.annotations.NullMarked;
