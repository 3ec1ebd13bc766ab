/** The tables of the project's databases as they are: read in the background, never by a call. */
@NullMarked
package dev.santokit.server.catalogue;

import org.jspecify.annotations.NullMarked;
