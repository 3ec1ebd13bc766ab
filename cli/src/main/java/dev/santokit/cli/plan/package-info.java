/** Plans of schemas: how they are shown, and what becomes of them in a cluster. */
@NullMarked
package dev.santokit.cli.plan;

import org.jspecify.annotations.NullMarked;
