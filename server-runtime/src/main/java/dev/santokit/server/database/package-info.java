/** The databases of a project: pools, what happens when one is away, the sessions of a call. */
@NullMarked
package dev.santokit.server.database;

import org.jspecify.annotations.NullMarked;
