/** Plans of schemas. */
@NullMarked
package dev.santokit.operator.plan;

import org.jspecify.annotations.NullMarked;
