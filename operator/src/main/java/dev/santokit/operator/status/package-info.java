/**
 * What the operator says of a resource: conditions, their reasons, and how they follow each other.
 */
@NullMarked
package dev.santokit.operator.status;

import org.jspecify.annotations.NullMarked;
