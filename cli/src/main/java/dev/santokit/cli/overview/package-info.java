/** What the cluster says about projects and their functions, for people and for programs. */
@NullMarked
package dev.santokit.cli.overview;

import org.jspecify.annotations.NullMarked;
