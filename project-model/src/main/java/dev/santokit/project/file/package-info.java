/** Reading a project's files from disk: bounded, UTF-8, inside the project. */
@NullMarked
package dev.santokit.project.file;

import org.jspecify.annotations.NullMarked;
