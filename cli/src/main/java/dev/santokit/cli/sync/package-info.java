/** Types of a project's functions for its clients, written from what is known of the functions. */
@NullMarked
package dev.santokit.cli.sync;

import org.jspecify.annotations.NullMarked;
