/** What clients may know of a release: its functions, what they take and what they answer. */
@NullMarked
package dev.santokit.project.api;

import org.jspecify.annotations.NullMarked;
