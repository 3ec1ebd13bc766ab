/**
 * From a desired schema in HCL to the statements that make a database so. Knows nothing of
 * Kubernetes.
 */
@NullMarked
package dev.santokit.schema;

import org.jspecify.annotations.NullMarked;
