/** The operator, while the world around it fails. */
@NullMarked
package dev.santokit.operator.fault;

import org.jspecify.annotations.NullMarked;
