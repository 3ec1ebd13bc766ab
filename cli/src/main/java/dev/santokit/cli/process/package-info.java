/** Child processes that never outlive the one that started them. */
@NullMarked
package dev.santokit.cli.process;

import org.jspecify.annotations.NullMarked;
