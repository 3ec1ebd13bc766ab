/** The keys of a project's secrets, and which secrets are there. */
@NullMarked
package dev.santokit.operator.vault;

import org.jspecify.annotations.NullMarked;
